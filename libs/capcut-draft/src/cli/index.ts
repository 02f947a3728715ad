/** Commands that work on drafts without a server. An entry of its own: nothing of Nest is loaded for them. */
export { UsageError as CommandUsageError } from './arguments';
export type { CommandIo } from './command-io';
export { inspectCommand } from './inspect-command';
export { makeStandinsCommand } from './make-standins-command';
export { renderCommand } from './render-command';
export { defaultDraftsFolder } from '../package/draft-folders';
export { diagnoseFolder } from '../package/diagnose-folder';
export { installDraft } from '../package/install-draft';
export { readFolder } from '../package/read-folder';
export { rollBackDraft } from '../package/roll-back-draft';
export { PROFILE_NAMES, type ProfileName } from '../package/target-profile';

import type { JsonObject } from '../draft/json/json-value';

export const PROFILE_NAMES = ['capcut-win', 'capcut-mac', 'jianying-win', 'jianying-mac'] as const;
export type ProfileName = (typeof PROFILE_NAMES)[number];

/** Where the application keeps the timeline: in the draft folder, or (newer) also under `Timelines/`. */
export const LAYOUTS = ['root', 'timelines'] as const;
export type DraftLayout = (typeof LAYOUTS)[number];

/** What differs between the applications that open a package. */
export interface TargetProfile {
  readonly name: ProfileName;
  /** File names of the timeline, the one the application reads first. */
  readonly timelineFiles: readonly string[];
  /** The schema counter and versions the package claims. */
  readonly newVersion: string;
  readonly platform: JsonObject;
  /** The array masks stand in, and the brand whose ids they carry. */
  readonly masks: { readonly kind: 'masks' | 'common_mask'; readonly brand: 'jianying' | 'capcut' };
}

const platform = (os: string, appId: number, source: string, version: string): JsonObject => ({
  app_id: appId,
  app_source: source,
  app_version: version,
  device_id: '',
  hard_disk_id: '',
  mac_address: '',
  os,
  os_version: '',
});
const CAPCUT = { newVersion: '138.0.0', masks: { kind: 'common_mask', brand: 'capcut' } } as const;
const JIANYING = { newVersion: '110.0.0', masks: { kind: 'masks', brand: 'jianying' } } as const;
const WINDOWS_FILES = ['draft_content.json', 'draft_info.json'];
const MAC_FILES = ['draft_info.json', 'draft_content.json'];

/** Windows reads `draft_content.json`, macOS `draft_info.json`; both are written with equal bytes, which every version accepts. */
export const TARGET_PROFILES: Readonly<Record<ProfileName, TargetProfile>> = {
  'capcut-win': {
    name: 'capcut-win',
    timelineFiles: WINDOWS_FILES,
    platform: platform('windows', 359289, 'cc', '6.5.0'),
    ...CAPCUT,
  },
  'capcut-mac': {
    name: 'capcut-mac',
    timelineFiles: MAC_FILES,
    platform: platform('mac', 359289, 'cc', '6.5.0'),
    ...CAPCUT,
  },
  'jianying-win': {
    name: 'jianying-win',
    timelineFiles: WINDOWS_FILES,
    platform: platform('windows', 3704, 'lv', '5.9.0'),
    ...JIANYING,
  },
  'jianying-mac': {
    name: 'jianying-mac',
    timelineFiles: MAC_FILES,
    platform: platform('mac', 3704, 'lv', '5.9.0'),
    ...JIANYING,
  },
};

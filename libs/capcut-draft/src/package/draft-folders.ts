import { posix, win32 } from 'node:path';
import type { ProfileName } from './target-profile';

export interface UserPlaces {
  readonly home: string;
  /** `%LOCALAPPDATA%`, on Windows. */
  readonly localAppData?: string;
}

const STORE = 'User Data/Projects/com.lveditor.draft';
const APP_FOLDERS: Readonly<Record<ProfileName, (places: UserPlaces) => string>> = {
  'capcut-win': (places) =>
    win32.join(places.localAppData ?? win32.join(places.home, 'AppData/Local'), 'CapCut', STORE),
  'jianying-win': (places) =>
    win32.join(places.localAppData ?? win32.join(places.home, 'AppData/Local'), 'JianyingPro', STORE),
  'capcut-mac': (places) => posix.join(places.home, 'Movies/CapCut', STORE),
  'jianying-mac': (places) => posix.join(places.home, 'Movies/JianyingPro', STORE),
};

/** Where the application of a profile keeps its drafts unless the user moved them. */
export function defaultDraftsFolder(profile: ProfileName, places: UserPlaces): string {
  return APP_FOLDERS[profile](places);
}

import { CameraMotion } from './video-request';

export type PhraseLanguage = 'en' | 'zh';

const CAMERA: Readonly<Record<CameraMotion, Readonly<Record<PhraseLanguage, string>>>> = {
  pan: { en: 'the camera pans slowly sideways', zh: '镜头缓慢横摇' },
  tilt: { en: 'the camera tilts vertically', zh: '镜头上下俯仰' },
  zoom: { en: 'the camera pushes in', zh: '镜头推近' },
  static: { en: 'fixed camera, no movement', zh: '固定镜头' },
};

const STRENGTH: Readonly<Record<'gentle' | 'energetic', Readonly<Record<PhraseLanguage, string>>>> = {
  gentle: { en: 'gentle motion', zh: '动作轻柔' },
  energetic: { en: 'energetic motion', zh: '动作强烈' },
};

/** Says a camera move in words, for models without a control for it. */
export const cameraPhrase = (motion: CameraMotion, language: PhraseLanguage = 'en'): string =>
  CAMERA[motion][language];

/** Says a motion strength (0 … 1) in words; `undefined` in the middle, where it needs none. */
export function strengthPhrase(strength: number, language: PhraseLanguage = 'en'): string | undefined {
  if (strength <= 0.33) return STRENGTH.gentle[language];
  return strength >= 0.67 ? STRENGTH.energetic[language] : undefined;
}

/** The prompt with sentences appended, for what a vendor takes in no other way. */
export function promptWith(
  prompt: string | undefined,
  ...sentences: readonly (string | undefined)[]
): string | undefined {
  const added = sentences.filter((sentence) => sentence !== undefined && sentence !== '');
  if (added.length === 0) return prompt;
  const start = prompt?.trim() ?? '';
  const separator = start === '' || /[.!?。！？]$/.test(start) ? ' ' : '. ';
  return `${start}${separator}${added.join('. ')}`.trim();
}

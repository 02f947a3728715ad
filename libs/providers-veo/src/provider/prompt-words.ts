import {
  cameraPhrase,
  promptWith,
  RequestWarning,
  ResolvedVideoRequest,
  strengthPhrase,
} from '@onereel/core';

/** The prompt with everything in it that no transport has a control for, each reported under its field. */
export function promptInWords(
  request: ResolvedVideoRequest,
  warnings: RequestWarning[],
  negative: 'field' | 'words',
): string | undefined {
  const { cameraMotion, motionStrength, negativePrompt, prompt } = request;
  const strength = motionStrength === undefined ? undefined : strengthPhrase(motionStrength);
  const phrases: readonly (readonly [field: string, phrase: string | undefined])[] = [
    ['cameraMotion', cameraMotion && cameraPhrase(cameraMotion)],
    ['motionStrength', strength],
    ['negativePrompt', negative === 'words' && negativePrompt ? `Avoid: ${negativePrompt}` : undefined],
  ];
  return phrases.reduce((text, [field, phrase]) => {
    if (phrase === undefined) return text;
    const message = `${field} was written into the prompt: Veo has no control for it here`;
    warnings.push({ kind: 'adjusted', field, message });
    return promptWith(text, phrase);
  }, prompt);
}

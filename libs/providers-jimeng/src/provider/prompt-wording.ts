import {
  cameraPhrase,
  PhraseLanguage,
  promptWith,
  RequestWarning,
  ResolvedVideoRequest,
  strengthPhrase,
  unsupported,
} from '@onereel/core';

const CHINESE = /[\u3400-\u9fff]/;
const AVOID: Readonly<Record<PhraseLanguage, (what: string) => string>> = {
  en: (what) => `Avoid: ${what}`,
  zh: (what) => `避免出现：${what}`,
};

type Said = 'negativePrompt' | 'cameraMotion' | 'motionStrength';

/**
 * The prompt with said in it what the call has no field for, in the language of the prompt. Each is reported under its own name;
 * what no longer fits is left out.
 */
export function wordedPrompt(
  request: ResolvedVideoRequest,
  say: readonly Said[],
  warnings: RequestWarning[],
): string | undefined {
  const language: PhraseLanguage = CHINESE.test(request.prompt ?? '') ? 'zh' : 'en';
  const { cameraMotion, motionStrength, negativePrompt } = request;
  const sentences: Readonly<Record<Said, string | undefined>> = {
    cameraMotion: cameraMotion && cameraPhrase(cameraMotion, language),
    motionStrength: motionStrength === undefined ? undefined : strengthPhrase(motionStrength, language),
    negativePrompt: negativePrompt ? AVOID[language](negativePrompt) : undefined,
  };
  const room = request.resolvedModel.prompt?.maxLength ?? Infinity;
  return say.reduce<string | undefined>((prompt, field) => {
    const sentence = sentences[field];
    if (sentence === undefined) return prompt;
    const longer = promptWith(prompt, sentence);
    if ([...(longer ?? '')].length > room) {
      warnings.push(unsupported(field, `${field} was left out: the prompt has no room for it`));
      return prompt;
    }
    const message = `${field} was written into the prompt: the model has no control for it here`;
    warnings.push({ kind: 'adjusted', field, message });
    return longer;
  }, request.prompt);
}

import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { AppliedParameters, ModelDescriptor, RequestWarning, VideoRequest } from '@onereel/core';
import type { StepRun } from '@onereel/core/engine';
import { createProviderHttp, ProviderConnections } from '@onereel/core/http';
import { ENGINE_SETTINGS, type EngineSettings } from '../engine-settings';
import { mergeWarnings } from '../task-changes';
import { withTimeout } from './with-timeout';

export interface PromptPlan<Request> {
  /** What the model is checked against: without the wish when the gateway fulfills it or nobody can. */
  readonly request: Request;
  readonly applied: AppliedParameters;
  readonly warnings: readonly RequestWarning[];
}

const TIMEOUT_MS = 30_000;
const MAX_PROMPT_LENGTH = 4_000;
const INSTRUCTION =
  'You rewrite prompts for video generation models. Keep the subject, the intent and the language of the prompt. Add concrete ' +
  'detail of motion, camera, light and mood where it is missing. Answer with the rewritten prompt alone, one paragraph, at most 120 words.';

/** Rewrites prompts with a chat model, for video models that cannot do so themselves. */
@Injectable()
export class PromptOptimizer implements OnApplicationShutdown {
  private readonly logger = new Logger(PromptOptimizer.name);
  private readonly connections = new ProviderConnections();

  constructor(@Inject(ENGINE_SETTINGS) private readonly settings: Pick<EngineSettings, 'promptModel'>) {}

  /** Decides at create time who fulfills `enhancePrompt`. */
  plan<Request extends Omit<VideoRequest, 'inputs'>>(
    request: Request,
    model: ModelDescriptor,
  ): PromptPlan<Request> {
    if (request.enhancePrompt !== true || model.supports.enhancePrompt === true || !request.prompt) {
      return { request, applied: {}, warnings: [] };
    }
    const plain = { ...request, enhancePrompt: undefined };
    if (this.settings.promptModel !== undefined) {
      return { request: plain, applied: { promptRewriter: 'gateway' }, warnings: [] };
    }
    const message =
      'The prompt was not optimized: set PROMPT_LLM_BASE_URL, PROMPT_LLM_API_KEY and PROMPT_LLM_MODEL to a chat model';
    return {
      request: plain,
      applied: {},
      warnings: [{ kind: 'unsupported', field: 'enhancePrompt', message }],
    };
  }

  /** Before the submission: writes `applied.optimizedPrompt`, or a warning when the chat model failed. */
  async apply(run: StepRun): Promise<void> {
    const { applied, request, warnings } = run.task;
    const wanted = applied.promptRewriter === 'gateway' && applied.optimizedPrompt === undefined;
    if (!wanted || request.prompt === undefined) return;
    try {
      const prompt = request.prompt;
      const optimizedPrompt = await withTimeout(run.signal, TIMEOUT_MS, (s) => this.rewrite(prompt, s));
      await run.checkpoint({ applied: { ...applied, optimizedPrompt } });
    } catch (error) {
      if (run.signal.aborted) throw error;
      this.logger.warn({ msg: 'prompt could not be optimized', error: String(error) });
      const message = 'The prompt was not optimized: the chat model did not answer; the original was used';
      const added = mergeWarnings(warnings, [{ kind: 'other', field: 'enhancePrompt', message }]);
      await run.checkpoint({ applied: { ...applied, promptRewriter: 'failed' }, warnings: added });
    }
  }

  onApplicationShutdown(): void {
    this.connections.close();
  }

  private async rewrite(prompt: string, signal: AbortSignal): Promise<string> {
    const { promptModel } = this.settings;
    if (promptModel === undefined) throw new Error('no chat model is configured any more');
    const { baseUrl, apiKey, model } = promptModel;
    const http = createProviderHttp({ connections: this.connections, signal });
    const response = await http.request({
      method: 'POST',
      url: `${baseUrl.replace(/\/+$/, '')}/chat/completions`,
      headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` },
      idempotent: true,
      timeoutMs: TIMEOUT_MS,
      body: {
        model,
        messages: [
          { role: 'system', content: INSTRUCTION },
          { role: 'user', content: prompt },
        ],
      },
    });
    const text = answerOf(response.json)?.trim().slice(0, MAX_PROMPT_LENGTH);
    if (response.status !== 200 || !text) throw new Error(`the chat model answered ${response.status}`);
    return text;
  }
}

function answerOf(body: unknown): string | undefined {
  const { choices } = (body ?? {}) as { choices?: { message?: { content?: unknown } }[] };
  const content = Array.isArray(choices) ? choices[0]?.message?.content : undefined;
  return typeof content === 'string' ? content : undefined;
}

import { Injectable } from '@nestjs/common';
import {
  type AppliedParameters,
  GatewayError,
  type RequestWarning,
  resolveRequest,
  type VideoRequest,
} from '@onereel/core';
import type { ExecutionIdentity, TaskRouting } from '@onereel/core/engine';
import { aliasWarnings, foreignOptions } from '../alias-warnings';
import { PromptOptimizer } from '../generate/prompt-optimizer';
import type { Route } from '../model-router';
import { mergeWarnings } from '../task-changes';

/** A request as one place serves it. */
export interface Fitting {
  readonly request: VideoRequest;
  readonly execution: ExecutionIdentity;
  readonly applied: AppliedParameters;
  readonly warnings: readonly RequestWarning[];
}

/** What holds for the request at every place. */
export type FittingRules = Pick<TaskRouting, 'strict' | 'warnings'>;

/** Checks a request against a place: what it applies, what gets lost. Throws what the client would be told. */
@Injectable()
export class TaskFitter {
  constructor(private readonly optimizer: PromptOptimizer) {}

  fit(request: VideoRequest, route: Route, { strict, warnings }: FittingRules): Fitting {
    const { providerId, credentialId, model } = route;
    const plan = this.optimizer.plan(request, model);
    const resolved = resolveRequest(plan.request, model, { strict });
    const own = mergeWarnings(warnings, [
      ...plan.warnings,
      ...foreignOptions(request, route),
      ...(route.provider.validate?.(resolved.request, route) ?? []),
    ]);
    if (strict && own.length > 0) throw strictRefusal(own);
    return {
      request,
      execution: { providerId, modelId: model.id, credentialId },
      applied: { ...resolved.applied, ...plan.applied },
      warnings: mergeWarnings(own, [...resolved.warnings, ...aliasWarnings(route)]),
    };
  }
}

const strictRefusal = (warnings: readonly RequestWarning[]): GatewayError =>
  new GatewayError('unsupported_parameter', {
    message: `Strict request refused: ${warnings.map(({ message }) => message).join('; ')}.`,
    param: warnings[0].field,
  });

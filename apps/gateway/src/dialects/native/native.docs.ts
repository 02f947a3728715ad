import { applyDecorators } from '@nestjs/common';
import {
  ApiBody,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiProduces,
  ApiQuery,
  ApiResponse,
} from '@nestjs/swagger';
import { ErrorCode } from '@onereel/core';
import { apiErrors } from '../../http/openapi/api-gateway-errors.decorator';
import {
  NativeErrorBodyDto,
  NativeTaskCreatedDto,
  NativeTaskDeletedDto,
  NativeTaskDto,
  NativeTaskListDto,
  NativeVideoStatusDto,
} from './native.dto';
import { NativeExplanationDto } from './native-explain.dto';
import { NativeGenerateVideoDto } from './native-generate.dto';
import { NATIVE_ANSWERS, NATIVE_REQUESTS } from './native.exchanges';
import { nativeErrorBody } from './native.filter';
import { API_STATUSES } from '../../http/tasks/api-status';

const EXAMPLE_ID = NATIVE_ANSWERS.created.task_id;
const ApiNativeErrors = apiErrors(NativeErrorBodyDto, nativeErrorBody);
const EVERYWHERE: readonly ErrorCode[] = ['authentication_failed', 'rate_limited', 'internal_error'];
const ONE_TASK: readonly ErrorCode[] = [...EVERYWHERE, 'not_found'];

const ApiTaskId = (): MethodDecorator =>
  ApiParam({ name: 'id', description: 'The `task_id` of the create answer.', example: EXAMPLE_ID });

const example = (value: object): { value: object } => ({ value });

export const ApiGenerateVideo = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      summary: 'Generate a video',
      description:
        'Stores the task and answers at once; poll `GET /api/v1/tasks/{task_id}` or follow its events. ' +
        'Defaults reach only models that can honor them. What a model cannot honor becomes a warning, with `strict` a 400.',
    }),
    ApiHeader({
      name: 'Idempotency-Key',
      description: 'Same key and body: the same task, never a second video. 1 to 255 characters.',
      required: false,
    }),
    ApiBody({
      type: NativeGenerateVideoDto,
      examples: {
        imageToVideo: { summary: 'An image comes alive', ...example(NATIVE_REQUESTS.imageToVideo) },
        textToVideo: { summary: 'From words alone', ...example(NATIVE_REQUESTS.textToVideo) },
      },
    }),
    ApiOkResponse({
      type: NativeTaskCreatedDto,
      description: 'The task is stored.',
      example: NATIVE_ANSWERS.created,
    }),
    ApiNativeErrors(
      ...EVERYWHERE,
      'invalid_request',
      'missing_required_parameter',
      'invalid_parameter',
      'unsupported_parameter',
      'invalid_image',
      'url_not_allowed',
      'input_unreachable',
      'model_not_found',
      'idempotency_conflict',
      'payload_too_large',
      'unsupported_media_type',
      'provider_unconfigured',
      'shutting_down',
    ),
  );

export const ApiRetrieveTask = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      summary: 'Retrieve a task',
      description:
        'Any task of this API key, whichever API created it. While it runs, `Retry-After` says when to ask again.',
    }),
    ApiTaskId(),
    ApiOkResponse({
      type: NativeTaskDto,
      description: 'The task as it is now.',
      examples: {
        processing: { summary: 'Running', ...example(NATIVE_ANSWERS.processing) },
        completed: { summary: 'Finished', ...example(NATIVE_ANSWERS.completed) },
        failed: { summary: 'Failed', ...example(NATIVE_ANSWERS.failed) },
      },
    }),
    ApiNativeErrors(...ONE_TASK),
  );

const text = (name: string, description: string, example?: string): MethodDecorator =>
  ApiQuery({ name, required: false, description, type: String, example });

export const ApiListTasks = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({ summary: 'List tasks', description: 'Newest first; every filter narrows the list.' }),
    text('status', `Comma-separated: ${API_STATUSES.join(', ')}.`),
    text('kind', 'Kind of task, such as `generate`.'),
    text('model', 'Model as the client named it.'),
    text('dialect', 'API it was created through, such as `native` or `openai`.'),
    text('external_id', 'Your own id.'),
    text('created_after', 'Created at this time or later, ISO 8601.'),
    text('created_before', 'Created at this time or earlier, ISO 8601.'),
    text('after', 'The `next_after` of the page before.'),
    ApiQuery({
      name: 'order',
      required: false,
      enum: ['asc', 'desc'],
      description: 'By creation; default `desc`.',
    }),
    ApiQuery({
      name: 'limit',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
      description: 'Tasks per page.',
    }),
    ApiOkResponse({
      type: NativeTaskListDto,
      description: 'One page.',
      example: { tasks: [NATIVE_ANSWERS.completed], has_more: false, next_after: null },
    }),
    ApiNativeErrors(...EVERYWHERE, 'invalid_parameter'),
  );

export const ApiDeleteTask = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      summary: 'Delete a task',
      description: 'Cancels it when it runs, then forgets it and removes its files.',
    }),
    ApiTaskId(),
    ApiOkResponse({ type: NativeTaskDeletedDto, description: 'The task and its files are gone.' }),
    ApiNativeErrors(...ONE_TASK, 'conflict'),
  );

export const ApiCancelTask = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      summary: 'Cancel a task',
      description: 'Stops a waiting or running task. Repeating it does no harm.',
    }),
    ApiTaskId(),
    ApiOkResponse({
      type: NativeTaskDto,
      description: 'The task; still running while the vendor takes its time.',
    }),
    ApiNativeErrors(...ONE_TASK, 'conflict'),
  );

export const ApiExplainTask = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      summary: 'Explain a task',
      description:
        'What happened, in order: every call to the vendor (method, host, status, duration, request id), every change of status, ' +
        'every warning; and what it costs by the price list and by the vendor. Without addresses, headers, bodies or secrets.',
    }),
    ApiTaskId(),
    ApiOkResponse({
      type: NativeExplanationDto,
      description: 'The history so far.',
      example: NATIVE_ANSWERS.explanation,
    }),
    ApiNativeErrors(...ONE_TASK),
  );

export const ApiTaskEvents = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      summary: 'Follow a task',
      description:
        'Server-sent events named `task`, each with the whole task as JSON: its state now, then every change; ends with the final ' +
        'state. A client that reconnects with `Last-Event-ID` gets only what is new, and 204 when nothing can be new any more.',
    }),
    ApiTaskId(),
    ApiHeader({ name: 'Last-Event-ID', required: false, description: 'Id of the last event that was seen.' }),
    ApiProduces('text/event-stream'),
    ApiOkResponse({ description: 'Events until the task ends.', schema: { type: 'string' } }),
    ApiResponse({ status: 204, description: 'The task is over and its final state was seen.' }),
    ApiNativeErrors(...ONE_TASK),
  );

export const ApiRetrieveVideo = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      summary: 'Retrieve a video (deprecated)',
      description: 'Use `GET /api/v1/tasks/{id}`.',
      deprecated: true,
    }),
    ApiTaskId(),
    ApiOkResponse({
      type: NativeVideoStatusDto,
      description: 'The task, flat.',
      example: NATIVE_ANSWERS.videoStatus,
    }),
    ApiNativeErrors(...ONE_TASK),
  );

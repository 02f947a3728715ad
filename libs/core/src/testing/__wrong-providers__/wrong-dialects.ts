import { GatewayError } from '../../errors/gateway-error';
import { CreateVideo, VideoGateway } from '../../gateway/video-gateway';
import { TaskView } from '../../task/task';
import { DialectLine } from '../dialect/dialect-conformance';
import { PlainDialect } from './plain-dialect';

type WrongDialect = readonly [
  line: DialectLine,
  mistake: string,
  Dialect: new (gateway: VideoGateway, ownerId: string) => PlainDialect,
];

/** Each is the right dialect with one mistake; it must fail exactly its own line. */
export const WRONG_DIALECTS: readonly WrongDialect[] = [
  [
    'create',
    'forgets the duration',
    class extends PlainDialect {
      override read(text: string): CreateVideo {
        const { request, ...rest } = super.read(text);
        return { ...rest, request: { ...request, durationSeconds: undefined } };
      }
    },
  ],
  [
    'create',
    'gives itself another name',
    class extends PlainDialect {
      override read(text: string): CreateVideo {
        return { ...super.read(text), dialect: 'openai' };
      }
    },
  ],
  [
    'words',
    'calls a stalled task broken',
    class extends PlainDialect {
      override wordOf(task: TaskView): string {
        return task.status === 'stalled' ? 'broken' : super.wordOf(task);
      }
    },
  ],
  [
    'agreement',
    'shows a video before there is one',
    class extends PlainDialect {
      override videoOf(task: TaskView): string {
        return super.videoOf(task) ?? `https://gateway.test/${task.id}`;
      }
    },
  ],
  [
    'foreign',
    'reads only its own tasks',
    class extends PlainDialect {
      override render(task: TaskView): object {
        if (task.dialect === 'some-other') throw new GatewayError('not_found');
        return super.render(task);
      }
    },
  ],
  [
    'warnings',
    'hides warnings',
    class extends PlainDialect {
      override hintsOf(): string[] {
        return [];
      }
    },
  ],
  [
    'failures',
    'does not say why a task failed',
    class extends PlainDialect {
      override render(task: TaskView): object {
        return { ...super.render(task), problem: task.error === undefined ? undefined : 'failed' };
      }
    },
  ],
  [
    'errors',
    'answers every error with 400',
    class extends PlainDialect {
      override statusOf(error: unknown): number {
        return Math.min(super.statusOf(error), 404);
      }
    },
  ],
  [
    'errors',
    'shows the text of unexpected errors',
    class extends PlainDialect {
      override messageOf(error: unknown): string {
        return error instanceof Error ? error.message : super.messageOf(error);
      }
    },
  ],
  [
    'invalid',
    'guesses numbers from text',
    class extends PlainDialect {
      override read(text: string): CreateVideo {
        return super.read(text.replace(/"seconds":"(\d+)"/, '"seconds":$1'));
      }
    },
  ],
  [
    'hostile',
    'does not expect malformed JSON',
    class extends PlainDialect {
      override parse(text: string): unknown {
        return JSON.parse(text);
      }
    },
  ],
];

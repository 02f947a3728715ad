import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TaskEvent } from '@onereel/core';
import { EventStream, lastEventId } from '../server/event-stream';
import { isFinal } from './api-status';

interface Relay {
  /** Of the events in the stream. */
  readonly name: string;
  /** The task's state now and every change, until the signal aborts. */
  watch(signal: AbortSignal): AsyncIterable<TaskEvent>;
  words(event: TaskEvent): object;
}

/**
 * Answers with a task's events until it ends; those up to `Last-Event-ID` are left out, and who has seen the end gets 204, which
 * tells browsers not to come back. Errors of the first event become errors of the request.
 */
export async function relayTaskEvents(
  request: IncomingMessage,
  response: ServerResponse,
  { name, watch, words }: Relay,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const seen = lastEventId(request.headers['last-event-id']);
  const events = watch(gone.signal)[Symbol.asyncIterator]();
  const first = await events.next();
  if (first.done === true || (first.value.id <= seen && isFinal(first.value.task))) {
    response.writeHead(204).end();
  } else {
    const stream = new EventStream(response);
    for (let event: TaskEvent | undefined = first.value; event !== undefined;) {
      if (event.id > seen) stream.send({ id: event.id, name, data: words(event) });
      if (isFinal(event.task)) break;
      const next: IteratorResult<TaskEvent> = await events.next();
      event = next.done === true ? undefined : next.value;
    }
    stream.end();
  }
  await events.return?.();
}

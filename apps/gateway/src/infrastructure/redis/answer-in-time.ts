import { GatewayError } from '@onereel/core';

const ANSWER_MS = 5_000;

/** While Redis is away Bull's calls stay pending for good; nobody waits longer than this. Throws `storage_failed`. */
export async function answerInTime<T>(answer: Promise<T>, ms = ANSWER_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(failed('it did not answer in time')), ms);
  });
  try {
    return await Promise.race([answer, late]);
  } catch (error) {
    throw GatewayError.isInstance(error) ? error : failed(error);
  } finally {
    clearTimeout(timer);
  }
}

const failed = (cause: unknown): GatewayError =>
  new GatewayError('storage_failed', {
    message: `Redis could not be used: ${cause instanceof Error ? cause.message : String(cause)}. Check REDIS_URL and the server.`,
    cause,
  });

import type { DestinationStream } from 'pino';

const LEVELS: Readonly<Record<number, string>> = {
  10: 'TRACE',
  20: 'DEBUG',
  30: 'INFO',
  40: 'WARN',
  50: 'ERROR',
  60: 'FATAL',
};

interface Line {
  level: number;
  time: number;
  msg?: string;
  context?: string;
  ms?: number;
  req?: { method?: string; url?: string };
  res?: { status?: number };
  err?: { message?: string; stack?: string };
}

/** Writes log lines for people. */
export const textStream = (target: { write(text: string): unknown }): DestinationStream => ({
  write: (json) => void target.write(`${formatLine(json)}\n`),
});

export function formatLine(json: string): string {
  const line = JSON.parse(json) as Line;
  const time = new Date(line.time).toISOString().slice(11, 23);
  const head = `${time} ${(LEVELS[line.level] ?? String(line.level)).padEnd(5)}`;
  const request =
    line.req && `${line.req.method} ${line.req.url} ${line.res?.status ?? ''} ${line.ms ?? ''} ms`;
  const context = line.context ? `[${line.context}] ` : '';
  const stack = line.err?.stack ?? line.err?.message;
  return `${head} ${context}${request ?? line.msg ?? ''}${stack && line.level >= 50 ? `\n${stack}` : ''}`;
}

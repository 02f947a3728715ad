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
  return `${head} ${line.context ? `[${line.context}] ` : ''}${sentence(line)}${trouble(line)}`;
}

const sentence = ({ req, res, ms, msg }: Line): string =>
  req ? `${req.method} ${req.url} ${res?.status ?? ''} ${ms ?? ''} ms` : (msg ?? '');

function trouble({ level, err }: Line): string {
  const text = err?.stack ?? err?.message;
  return text !== undefined && level >= 50 ? `\n${text}` : '';
}

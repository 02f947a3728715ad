import { type DestinationStream, destination, type Logger, pino } from 'pino';
import { textStream } from './text-stream';

export interface LogSettings {
  readonly logLevel: string;
  readonly logFormat: 'auto' | 'json' | 'text';
}

const SECRETS = ['authorization', 'apiKey', 'secret', 'token', 'password'].flatMap((name) => [
  name,
  `*.${name}`,
]);

/** The one logger of a gateway. Members whose names promise a secret are hidden. */
export function gatewayLogger(settings: LogSettings, target?: DestinationStream): Logger {
  const options = {
    level: settings.logLevel,
    base: undefined,
    redact: { paths: [...SECRETS, 'req.headers', 'res.headers'], censor: '[redacted]' },
  };
  return pino(options, target ?? standardOutput(settings));
}

/** Lines are written while requests go on; what is left when the process ends is written then. */
function standardOutput({ logFormat }: LogSettings): DestinationStream {
  const text = logFormat === 'text' || (logFormat === 'auto' && process.stdout.isTTY);
  return text ? textStream(process.stdout) : destination({ fd: 1, sync: false });
}

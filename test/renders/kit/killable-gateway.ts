import { startTestGateway } from '../../http/test-gateway';

export interface GatewayOrder {
  readonly dataDir: string;
  /** Default: the queue inside the process. */
  readonly redisUrl?: string;
}

/** The whole gateway in a process of its own; tells the parent its address and stays until it is killed. Runs under test/run-ts. */
process.once('message', (order: GatewayOrder) => {
  void startTestGateway({ ...order, ffmpegPath: process.env.FFMPEG_PATH }).then(({ url }) =>
    process.send?.(url),
  );
});

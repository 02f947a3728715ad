/** Loaded by Node before an example: it waits for seconds between polls, a test need not. */
const { setTimeout: wait } = globalThis;
globalThis.setTimeout = (work, ms, ...rest) => wait(work, ms / 20, ...rest);

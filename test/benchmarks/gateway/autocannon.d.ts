/** The part of autocannon's interface that is used here; the package brings no types. */
declare module 'autocannon' {
  namespace autocannon {
    interface Options {
      readonly url: string;
      readonly method: 'POST';
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
      readonly connections: number;
      /** Seconds; ignored when `amount` is given. */
      readonly duration?: number;
      /** Requests. */
      readonly amount?: number;
    }
    interface Result {
      readonly requests: { readonly average: number; readonly total: number };
      /** Milliseconds. */
      readonly latency: { readonly p50: number; readonly p99: number };
      readonly non2xx: number;
      readonly errors: number;
    }
  }
  function autocannon(options: autocannon.Options): Promise<autocannon.Result>;
  export = autocannon;
}

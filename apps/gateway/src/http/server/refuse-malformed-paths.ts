import type { NextFunction, Request, Response } from 'express';

/** Percent signs that decode to nothing are the client's mistake on every path, also where no route would look at them. */
export function refuseMalformedPaths({ path }: Request, _response: Response, next: NextFunction): void {
  next(path.includes('%') ? decodingError(path) : undefined);
}

function decodingError(path: string): unknown {
  try {
    decodeURIComponent(path);
    return undefined;
  } catch (error) {
    return error;
  }
}

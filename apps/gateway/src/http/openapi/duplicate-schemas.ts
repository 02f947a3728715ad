import { Logger } from '@nestjs/common';

/**
 * Runs a synchronous document build and throws when two classes gave different schemas one name: the builder only logs that,
 * and lets the later one win.
 */
export function watchForDuplicates<T>(build: () => T): T {
  const duplicates: string[] = [];
  const { warn } = Logger;
  Logger.warn = (message: unknown, ...rest: unknown[]): void => {
    const name = /^Duplicate DTO detected: "([^"]+)"/.exec(String(message))?.[1];
    if (name === undefined) warn.call(Logger, message, ...(rest as []));
    else duplicates.push(name);
  };
  try {
    const document = build();
    if (duplicates.length === 0) return document;
  } finally {
    Logger.warn = warn;
  }
  throw new Error(
    `Two OpenAPI schemas are called ${duplicates.map((name) => `"${name}"`).join(', ')}. Put the dialect's name into the class name.`,
  );
}

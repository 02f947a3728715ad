import { Logger } from '@nestjs/common';

/** Told what is wrong with the documents: a thrower where they are checked, a logger where they are served. */
export type Complain = (problem: string) => void;

export const duplicateSchema = (name: string): string =>
  `Two OpenAPI schemas are called "${name}". Put the dialect's name into the class name.`;

/**
 * Runs a synchronous document build and complains when two classes gave different schemas one name: the builder only logs that,
 * and lets the later one win.
 */
export function watchForDuplicates<T>(build: () => T, complain: Complain): T {
  const duplicates = new Set<string>();
  const { warn } = Logger;
  Logger.warn = (message: unknown, ...rest: unknown[]): void => {
    const name = /^Duplicate DTO detected: "([^"]+)"/.exec(String(message))?.[1];
    if (name === undefined) warn.call(Logger, message, ...(rest as []));
    else duplicates.add(name);
  };
  try {
    return build();
  } finally {
    Logger.warn = warn;
    duplicates.forEach((name) => complain(duplicateSchema(name)));
  }
}

import type { InputReader, VideoInput } from '@onereel/core';
import { InlineFile, readInline, withRole } from '../provider/read-pictures';
import type { GoogleFiles } from './google-files';

/** Stand-ins of the same roles, to see what becomes of a request before its files can be read. */
export function standInFiles(inputs: readonly VideoInput[]): GoogleFiles {
  const stand = (role: VideoInput['role']): readonly InlineFile[] =>
    withRole(inputs, role).map(() => ({ data: '', mediaType: '' }));
  const [[first], [last], [video]] = [stand('first_frame'), stand('last_frame'), stand('source_video')];
  return {
    ...(first && { first }),
    ...(last && { last }),
    ...(video && { video }),
    references: stand('reference'),
  };
}

/** The inputs of a request as bytes, one after the other: each may be tens of megabytes. */
export async function readGoogleFiles(
  inputs: readonly VideoInput[],
  reader: InputReader,
): Promise<GoogleFiles> {
  const read = async (role: VideoInput['role']): Promise<readonly InlineFile[]> => {
    const files: InlineFile[] = [];
    for (const input of withRole(inputs, role)) files.push(await readInline(input, inputs, reader));
    return files;
  };
  const [first] = await read('first_frame');
  const [last] = await read('last_frame');
  const [video] = await read('source_video');
  return {
    ...(first && { first }),
    ...(last && { last }),
    ...(video && { video }),
    references: await read('reference'),
  };
}

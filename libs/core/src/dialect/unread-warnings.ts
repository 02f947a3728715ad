import type { CreateVideo } from '../gateway/video-gateway';
import type { BodyReader } from './body-reader';

/** One warning per field of the body that nobody asked for. Call it after everything else was read. */
export const unreadWarnings = (reader: BodyReader): NonNullable<CreateVideo['warnings']> =>
  reader.unread().map((field) => ({
    field,
    message: `${field} is not a field of this endpoint and was ignored`,
  }));

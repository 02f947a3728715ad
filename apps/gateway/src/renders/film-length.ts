import { type DraftDocument, type RenderOptions, timelineFor } from '@onereel/capcut-draft';
import { GatewayError } from '@onereel/core';

/** Length of the film a draft becomes, in seconds. @throws GatewayError when it cannot be read or holds nothing */
export function filmSeconds(document: DraftDocument, options: RenderOptions): number {
  const { frames, fps } = readTimeline(document, options);
  if (frames === 0)
    throw new GatewayError('draft_empty', {
      message: 'The draft holds no clip, picture, sound or text; add something first.',
    });
  return (frames * fps.den) / fps.num;
}

/** @param param the field that names the moment */
export function expectWithin(moment: number, filmLength: number, param: string): void {
  if (moment < filmLength) return;
  throw new GatewayError('invalid_parameter', {
    param,
    message: `${param} must be before the end of the draft, which lasts ${filmLength.toFixed(2)} seconds; found ${moment}.`,
  });
}

function readTimeline(document: DraftDocument, options: RenderOptions) {
  try {
    return timelineFor(document, options).timeline;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new GatewayError('draft_invalid', { message: `The draft cannot be rendered: ${error.message}.` });
  }
}

import { checkPicture, InlinePicture, PictureLimits } from './check-picture';
import { pictureSize } from './picture-size';

const png = (width: number, height: number): Buffer => {
  const head = Buffer.alloc(33);
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(head);
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return head;
};
/** A preview in front, as cameras write it. */
const jpeg = (width: number, height: number): Buffer => {
  const preview = Buffer.alloc(4000);
  Buffer.from('ffe10f9e', 'hex').copy(preview);
  const frame = Buffer.from('ffc0001108000000000301', 'hex');
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  return Buffer.concat([Buffer.from('ffd8', 'hex'), preview, frame, Buffer.alloc(20)]);
};
const gif = (width: number, height: number): Buffer => {
  const head = Buffer.alloc(13);
  head.write('GIF89a');
  head.writeUInt16LE(width, 6);
  head.writeUInt16LE(height, 8);
  return head;
};
const bmp = (width: number, height: number): Buffer => {
  const head = Buffer.alloc(54);
  head.write('BM');
  head.writeInt32LE(width, 18);
  head.writeInt32LE(-height, 22);
  return head;
};
const webp = (kind: string, write: (head: Buffer) => void): Buffer => {
  const head = Buffer.alloc(40);
  head.write('RIFF');
  head.write(`WEBP${kind}`, 8);
  write(head);
  return head;
};
const lossy = webp('VP8 ', (head) => {
  head.writeUInt16LE(640, 26);
  head.writeUInt16LE(360, 28);
});
const lossless = webp('VP8L', (head) => head.writeUInt32LE(639 | (359 << 14), 21));
const extended = webp('VP8X', (head) => {
  head.writeUIntLE(639, 24, 3);
  head.writeUIntLE(359, 27, 3);
});

describe('pictureSize', () => {
  it.each<[string, Buffer]>([
    ['PNG', png(640, 360)],
    ['JPEG', jpeg(640, 360)],
    ['GIF', gif(640, 360)],
    ['BMP, upside down', bmp(640, 360)],
    ['WebP, lossy', lossy],
    ['WebP, lossless', lossless],
    ['WebP, extended', extended],
  ])('%s', (_name, head) => {
    expect(pictureSize(head)).toEqual({ width: 640, height: 360 });
  });

  it.each<[string, Buffer]>([
    ['no picture', Buffer.alloc(64, 7)],
    ['cut off', png(640, 360).subarray(0, 18)],
    ['a JPEG without a frame', Buffer.from('ffd8ffe10004aaaaffda', 'hex')],
    ['nothing', Buffer.alloc(0)],
  ])('does not know %s', (_name, head) => {
    expect(pictureSize(head)).toBeUndefined();
  });
});

describe('checkPicture', () => {
  const LIMITS: PictureLimits = {
    types: ['image/jpeg', 'image/png'],
    megabytes: 1,
    minSide: 300,
    maxSide: 4096,
    maxRatio: 2.5,
  };
  const picture = (bytes: Buffer, mediaType = 'image/png'): InlinePicture => ({
    data: bytes.toString('base64'),
    mediaType,
  });
  const check = (one: InlinePicture) => () =>
    checkPicture(one, LIMITS, { param: 'inputs[0]', vendor: 'Kling' });

  it.each<[string, InlinePicture]>([
    ['the smallest', picture(png(300, 300))],
    ['the longest', picture(jpeg(750, 300), 'image/jpeg')],
    ['one whose size nobody can read', picture(Buffer.alloc(64, 7))],
  ])('takes %s', (_name, one) => {
    expect(check(one)).not.toThrow();
  });

  it.each<[string, InlinePicture, RegExp]>([
    ['another type', picture(gif(640, 360), 'image/gif'), /image\/gif, but Kling takes JPEG, PNG only/],
    ['a small one', picture(png(640, 299)), /640x299, but Kling takes sides of 300 pixels or more/],
    ['a huge one', picture(png(4097, 4000)), /4097x4000.*4096 pixels or less/],
    ['a strip', picture(png(751, 300)), /at most 2.5 times as long as wide/],
    ['a heavy one', picture(Buffer.alloc(1024 * 1024 + 1)), /larger than the 1 MB that Kling takes/],
  ])('refuses %s', (_name, one, message) => {
    expect(check(one)).toThrow(message);
  });
});

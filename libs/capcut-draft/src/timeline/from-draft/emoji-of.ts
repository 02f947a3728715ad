import { stringOr, type DraftMaterial } from '../../draft/model/draft-document';

const HEX_POINTS = /^(U\+|0x)?[0-9a-f]{2,6}([\s_-]+(U\+|0x)?[0-9a-f]{2,6})*$/i;

/** The emoji a sticker stands for: `unicode` holds the letters themselves or their code points (`1f468-200d-1f680`). */
export function emojiOf(material: DraftMaterial): string | undefined {
  const stated = stringOr(material.unicode, '').trim();
  if (!HEX_POINTS.test(stated)) return /\p{Emoji}/u.test(stated) ? stated : undefined;
  const points = stated.split(/[\s_-]+/).map((point) => Number.parseInt(point.replace(/^(U\+|0x)/i, ''), 16));
  if (points.some((point) => point > 0x10ffff)) return undefined;
  const letters = String.fromCodePoint(...points);
  return /\p{Emoji}/u.test(letters) ? letters : undefined;
}

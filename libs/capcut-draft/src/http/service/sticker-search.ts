/** A sticker an operator offers by name. */
export interface StickerEntry {
  readonly stickerId: string;
  readonly title: string;
  readonly previewUrl?: string;
  readonly animated?: boolean;
  readonly width?: number;
  readonly height?: number;
}

const PAGE = 50;

/** The first stickers whose title holds the keyword, in the shape capcut-mate answers with. */
export function searchStickers(stickers: readonly StickerEntry[], keyword: string): object[] {
  const wanted = keyword.toLowerCase();
  const found = stickers.filter((sticker) => sticker.title.toLowerCase().includes(wanted));
  return found.slice(0, PAGE).map((sticker) => ({
    sticker_id: sticker.stickerId,
    title: sticker.title,
    sticker: {
      large_image: { image_url: sticker.previewUrl ?? '' },
      preview_cover: sticker.previewUrl ?? '',
      sticker_package: {
        height_per_frame: sticker.height ?? 0,
        size: 0,
        width_per_frame: sticker.width ?? 0,
      },
      sticker_type: sticker.animated ? 2 : 1,
      track_thumbnail: sticker.previewUrl ?? '',
    },
  }));
}

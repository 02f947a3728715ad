const CODES: Readonly<Record<string, readonly string[]>> = {
  child: ['58061214', '17301594'],
  celebrity: ['29310472', '15236754'],
  'video safety': ['64151117', '42237218'],
  'dangerous content': ['62263041'],
  hate: ['57734940', '22137204'],
  'sexual content': ['90789179', '43188360'],
  'toxic content': ['78610348'],
  violence: ['61493863', '56562880'],
  'vulgar content': ['32635315'],
  'third-party rights': ['35561574', '35561575'],
  'prohibited content': ['89371032', '49114662', '63429089', '72817394', '60599140'],
  'other safety reasons': ['74803281', '29578790', '42876398'],
};

const CATEGORY = new Map(
  Object.entries(CODES).flatMap(([category, codes]) => codes.map((code) => [code, category] as const)),
);

/** Google's support code in a text and what it stands for. */
export function supportCodeIn(
  text: string,
): { readonly code: string; readonly category: string } | undefined {
  for (const [code] of text.matchAll(/\b\d{8}\b/g)) {
    const category = CATEGORY.get(code);
    if (category !== undefined) return { code, category };
  }
  return undefined;
}

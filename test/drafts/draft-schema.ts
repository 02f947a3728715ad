import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Plain = Readonly<Record<string, unknown>>;

/**
 * The keys of a draft by kind of object, as the applications write them: `name:types`, `?` marks a key that versions leave out.
 * A whole number satisfies `number`; `whole` admits no fraction.
 */
const KEYS = JSON.parse(readFileSync(join(__dirname, 'fixtures', 'draft-keys.json'), 'utf8')) as Readonly<
  Record<string, string>
>;

interface Key {
  readonly name: string;
  readonly optional: boolean;
  readonly types: readonly string[];
}

const IS: Readonly<Record<string, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  whole: Number.isSafeInteger,
  number: Number.isFinite,
  flag: (value) => typeof value === 'boolean',
  list: Array.isArray,
  object: isPlain,
  null: (value) => value === null,
};

/** Nested objects whose keys are known: the key they stand under, and their kind. */
const NESTED: Readonly<Record<string, string>> = {
  target_timerange: 'range',
  source_timerange: 'range',
  render_timerange: 'range',
  clip: 'clip',
  canvas_config: 'canvas_config',
};

/** What a timeline has too much, too little or of the wrong type, as `path: reason`. */
export function timelineComplaints(timeline: Plain): string[] {
  const found = [
    ...check(timeline, 'root', '', ['tracks', 'materials']),
    ...(isPlain(timeline.config) ? check(timeline.config, 'config', 'config') : []),
  ];
  listOf(timeline.tracks).forEach((track, t) => {
    found.push(...check(track, 'track', `tracks[${t}]`));
    listOf(track.segments).forEach((segment, s) => {
      const at = `tracks[${t}].segments[${s}]`;
      found.push(...check(segment, `segments.${String(track.type)}`, at));
      listOf(segment.common_keyframes).forEach((list, k) => {
        found.push(...check(list, 'keyframes', `${at}.common_keyframes[${k}]`));
        listOf(list.keyframe_list).forEach((key) => found.push(...check(key, 'keyframe', `${at} key`)));
      });
    });
  });
  for (const [kind, list] of Object.entries(timeline.materials as Plain)) {
    listOf(list).forEach((material, m) => found.push(...materialComplaints(kind, material, m)));
  }
  return [...new Set(found)];
}

/** The same for `draft_meta_info.json`. */
export function metaComplaints(meta: Plain): string[] {
  const bins = listOf(meta.draft_materials);
  return [
    ...check(meta, 'meta', 'meta', undefined, true),
    ...bins.flatMap((bin) => listOf(bin.value).flatMap((entry) => check(entry, 'meta_material', 'bin'))),
  ];
}

function materialComplaints(kind: string, material: Plain, index: number): string[] {
  const at = `materials.${kind}[${index}]`;
  const found = check(material, `materials.${kind}`, at);
  if (kind === 'masks' || kind === 'common_mask')
    found.push(...check(material.config as Plain, 'mask_config', `${at}.config`));
  for (const animation of kind === 'material_animations' ? listOf(material.animations) : [])
    found.push(...check(animation, 'animation', `${at}.animations`));
  if (kind === 'texts') {
    const content = JSON.parse(String(material.content)) as { text: string; styles: unknown };
    for (const style of listOf(content.styles)) {
      found.push(...check(style, 'text_style', `${at}.content`));
      const [start, end] = style.range as number[];
      if (!(start! >= 0 && start! < end! && end! <= content.text.length))
        found.push(`${at}.content: range ${start}–${end} of ${content.text.length} units`);
    }
  }
  return found;
}

function check(
  value: Plain,
  kind: string,
  at: string,
  ignore: readonly string[] = [],
  open = false,
): string[] {
  const keys = keysOf(kind);
  if (!keys) return [`${at}: nothing is known about ${kind}`];
  const unknown = Object.keys(value).filter((name) => !open && !keys.has(name) && !ignore.includes(name));
  return [
    ...[...keys.values()].flatMap((key) => keyComplaints(value, key, at)),
    ...unknown.map((name) => `${at}: ${name} is not known`),
    ...Object.entries(NESTED).flatMap(([name, nested]) => {
      const inner = value[name];
      return isPlain(inner) ? check(inner, nested, `${at}.${name}`) : [];
    }),
  ];
}

function keyComplaints(value: Plain, { name, optional, types }: Key, at: string): string[] {
  if (!Object.hasOwn(value, name)) return optional ? [] : [`${at}: ${name} is missing`];
  if (types.some((type) => IS[type]?.(value[name]))) return [];
  return [`${at}.${name}: ${JSON.stringify(value[name])?.slice(0, 40)} is not ${types.join(' or ')}`];
}

function keysOf(kind: string): Map<string, Key> | undefined {
  const row = KEYS[kind];
  if (row === undefined) return undefined;
  const keys = row.split(' ').map((text): Key => {
    const [name = '', types = ''] = text.split(':');
    return { name: name.replace('?', ''), optional: name.endsWith('?'), types: types.split('|') };
  });
  return new Map(keys.map((key) => [key.name, key]));
}

function listOf(value: unknown): Plain[] {
  return Array.isArray(value) ? value.filter(isPlain) : [];
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

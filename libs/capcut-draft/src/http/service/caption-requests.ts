import { GatewayError } from '@onereel/core';
import { findEntry } from '../../catalogues/effect-catalogue';
import type {
  AddCaptions,
  CaptionItem,
  CaptionStyle,
  DraftWarning,
  KeywordStyle,
} from '../../draft/commands/draft-command';
import { textFacts } from '../../draft/read/text-facts';
import type { Rgba } from '../../draft/read/rich-text';
import { parseSubtitles, type SubtitleFormat } from '../../draft/subtitles/parse-subtitles';
import type { ShadowSpec } from '../../draft/write/new-text';
import type {
  CapcutMateAddCaptionsBody,
  CapcutMateCaption,
  CapcutMateImportCaptionsBody,
  CapcutMateShadow,
  CapcutMateTextStyleBody,
} from '../dto/text.dto';
import { named } from './clip-item';

type Captions = Pick<AddCaptions, 'field' | 'items' | 'style'> & {
  readonly warnings: readonly DraftWarning[];
};

export function captionsOf(body: CapcutMateAddCaptionsBody): Captions {
  const list = body.captions ?? [];
  if (list.length === 0) {
    throw new GatewayError('invalid_parameter', {
      param: 'captions',
      message: 'captions: it is empty; send at least one caption with start, end and text.',
    });
  }
  const warnings: DraftWarning[] = [];
  return {
    field: 'captions',
    items: list.map((item, i) => captionItem(item, body, `captions[${i}]`, warnings)),
    style: styleOf(body),
    warnings,
  };
}

export function importedCaptionsOf(body: CapcutMateImportCaptionsBody): Captions {
  const cues = parseSubtitles(body.subtitles, body.format as SubtitleFormat | undefined);
  const warnings: DraftWarning[] = [];
  const items: CaptionItem[] = [];
  let free = 0;
  cues.forEach((cue, index) => {
    const start = Math.max(cue.start + body.offset, free);
    const end = cue.end + body.offset;
    if (end <= start) {
      warnings.push({
        field: `subtitles[${index}]`,
        message: 'The cue lies inside the one before or before the beginning; it was left out.',
      });
      return;
    }
    if (start !== cue.start + body.offset)
      warnings.push({
        field: `subtitles[${index}].start`,
        message: `It begins when the cue before ends, at ${start} µs.`,
      });
    free = end;
    items.push({ text: cue.text, start, end, runs: cue.runs });
  });
  return { field: 'subtitles', items, style: styleOf(body), warnings };
}

function captionItem(
  item: CapcutMateCaption,
  body: CapcutMateTextStyleBody,
  field: string,
  warnings: DraftWarning[],
): CaptionItem {
  const styled = body.style_text ? styledText(item.text) : undefined;
  return {
    text: styled?.text ?? item.text,
    runs: styled?.runs,
    start: item.start,
    end: item.end,
    fontSize: item.font_size,
    keyword: item.keyword?.trim() ? keywordStyle(item, item.keyword) : undefined,
    textEffect: item.text_effect || undefined,
    inAnimation:
      named(item.in_animation, item.in_animation_duration) ?? transitionAsIntro(item, field, warnings),
    outAnimation: named(item.out_animation, item.out_animation_duration),
    loopAnimation: named(item.loop_animation, item.loop_animation_duration),
  };
}

/** Texts have no transitions; where an intro animation has the same name it does what was meant. */
function transitionAsIntro(
  item: CapcutMateCaption,
  field: string,
  warnings: DraftWarning[],
): CaptionItem['inAnimation'] {
  const wanted = named(item.transition, item.transition_duration);
  if (!wanted) return undefined;
  try {
    findEntry('text-animations-in', wanted.name, field);
    return wanted;
  } catch {
    warnings.push({
      field: `${field}.transition`,
      message: `Texts have no transitions, and no intro animation is called "${wanted.name}"; it was left out.`,
    });
    return undefined;
  }
}

function keywordStyle(item: CapcutMateCaption, words: string): KeywordStyle {
  return {
    words,
    color: hexColor(item.keyword_color) ?? '#ff7100',
    borderColor: hexColor(item.keyword_border_color),
    font: item.keyword_font || undefined,
    fontSize: item.keyword_font_size,
    shadow: item.keyword_has_shadow ? shadowSpec(item.keyword_shadow_info) : undefined,
  };
}

function styleOf(body: CapcutMateTextStyleBody): CaptionStyle {
  return {
    textColor: hexColor(body.text_color) ?? '#ffffff',
    borderColor: hexColor(body.border_color),
    alignment: body.alignment,
    alpha: body.alpha,
    font: body.font || undefined,
    fontSize: body.font_size,
    letterSpacing: body.letter_spacing ?? 0,
    lineSpacing: body.line_spacing ?? 0,
    bold: body.bold,
    italic: body.italic,
    underline: body.underline,
    shadow: body.has_shadow ? shadowSpec(body.shadow_info) : undefined,
    textEffect: body.text_effect || undefined,
  };
}

function shadowSpec(info: CapcutMateShadow | undefined): ShadowSpec {
  if (!info) return { alpha: 0.9, color: '#000000', diffuse: 15, distance: 5, angle: -45 };
  return {
    alpha: info.shadow_alpha,
    color: hexColor(info.shadow_color) ?? '#000000',
    diffuse: info.shadow_diffuse,
    distance: info.shadow_distance,
    angle: info.shadow_angle,
  };
}

/** `#rrggbb`, the sign optional. */
export function hexColor(text: string | undefined): string | undefined {
  const digits = /^#?([0-9a-f]{6})$/i.exec(text?.trim() ?? '')?.[1];
  return digits ? `#${digits.toLowerCase()}` : undefined;
}

/** What add_text_style answered, as a caption. */
function styledText(text: string): Pick<CaptionItem, 'text' | 'runs'> | undefined {
  const facts = textFacts({ id: '', content: text });
  if (facts.generation !== 'json') return undefined;
  const runs = facts.runs.map(({ start, end, style }) => ({
    start,
    end,
    style: {
      ...(style.color && { color: hexOf(style.color) }),
      ...(style.size !== undefined && { size: style.size }),
    },
  }));
  return { text: facts.text, runs };
}

function hexOf({ r, g, b }: Rgba): string {
  return `#${[r, g, b]
    .map((part) =>
      Math.round(part * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

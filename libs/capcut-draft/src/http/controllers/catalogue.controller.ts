import { Body, Controller, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CatalogueKind } from '../../draft/write/edit-context';
import { CAPCUT_DRAFT_DEPENDENCIES, type CapcutDraftDependencies } from '../capcut-draft.dependencies';
import {
  CapcutMateAnimationsBody,
  CapcutMateAnyCatalogueBody,
  CapcutMateCatalogueBody,
  CapcutMateStickerSearchBody,
} from '../dto/catalogue.dto';
import {
  CapcutMateAnimationsAnswer,
  CapcutMateEffectListAnswer,
  CapcutMateFilterListAnswer,
  CapcutMateStickersAnswer,
  CapcutMateTextEffectsAnswer,
} from '../dto/list-answers.dto';
import { readBody } from '../fields/read-body';
import { listAnimations, listNamed, listWordArt } from '../service/catalogue-lists';
import { CAPCUT_MATE_PREFIX } from '../service/draft-address';
import { searchStickers } from '../service/sticker-search';
import { CapcutMateRoute } from './capcut-mate-route.decorator';

/** No-code tools send no body at all to routes without required fields. */
const orEmpty = (sent: unknown): unknown => sent ?? {};

@ApiTags('catalogue')
@Controller(CAPCUT_MATE_PREFIX)
export class CapcutMateCatalogueController {
  constructor(@Inject(CAPCUT_DRAFT_DEPENDENCIES) private readonly parts: CapcutDraftDependencies) {}

  @CapcutMateRoute('get_text_animations', {
    summary: 'Animations of texts',
    body: CapcutMateAnimationsBody,
    answer: CapcutMateAnimationsAnswer,
  })
  getTextAnimations(@Body() sent: unknown): object {
    const { rows, total } = listAnimations('text', readBody(CapcutMateAnimationsBody, orEmpty(sent)));
    return { effects: rows, total };
  }

  @CapcutMateRoute('get_image_animations', {
    summary: 'Animations of pictures and clips',
    body: CapcutMateAnimationsBody,
    answer: CapcutMateAnimationsAnswer,
  })
  getImageAnimations(@Body() sent: unknown): object {
    const { rows, total } = listAnimations('image', readBody(CapcutMateAnimationsBody, orEmpty(sent)));
    return { effects: rows, total };
  }

  @CapcutMateRoute('get_effects', {
    summary: 'Scene effects',
    body: CapcutMateCatalogueBody,
    answer: CapcutMateEffectListAnswer,
  })
  getEffects(@Body() sent: unknown): object {
    const { rows, total } = listNamed('scene-effects', readBody(CapcutMateCatalogueBody, orEmpty(sent)));
    return { effects: rows, total };
  }

  @CapcutMateRoute('get_filters', {
    summary: 'Filters',
    body: CapcutMateCatalogueBody,
    answer: CapcutMateFilterListAnswer,
  })
  getFilters(@Body() sent: unknown): object {
    const { rows, total } = listNamed('filters', readBody(CapcutMateCatalogueBody, orEmpty(sent)));
    return { filters: rows, total };
  }

  @CapcutMateRoute('get_text_effects', {
    summary: 'Word art',
    body: CapcutMateCatalogueBody,
    answer: CapcutMateTextEffectsAnswer,
  })
  getTextEffects(@Body() sent: unknown): object {
    const { rows, total } = listWordArt(readBody(CapcutMateCatalogueBody, orEmpty(sent)));
    return { text_effects: rows, total };
  }

  @CapcutMateRoute('get_catalogue', {
    summary: 'Any list of named things: transitions, masks, fonts, …',
    body: CapcutMateAnyCatalogueBody,
    answer: CapcutMateEffectListAnswer,
  })
  getCatalogue(@Body() sent: unknown): object {
    const body = readBody(CapcutMateAnyCatalogueBody, orEmpty(sent));
    const { rows, total } = listNamed(body.kind as CatalogueKind, body);
    return { effects: rows, total };
  }

  @CapcutMateRoute('search_sticker', {
    summary: 'Stickers the operator offers',
    body: CapcutMateStickerSearchBody,
    answer: CapcutMateStickersAnswer,
  })
  searchSticker(@Body() sent: unknown): object {
    return {
      data: searchStickers(this.parts.stickers ?? [], readBody(CapcutMateStickerSearchBody, sent).keyword),
    };
  }
}

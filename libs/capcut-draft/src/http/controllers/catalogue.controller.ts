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
import { type Listed, listAnimations, listNamed, listWordArt } from '../service/catalogue-lists';
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
    body: CapcutMateAnimationsBody,
    answer: CapcutMateAnimationsAnswer,
  })
  getTextAnimations(@Body() sent: unknown): object {
    return asList('effects', listAnimations('text', readBody(CapcutMateAnimationsBody, orEmpty(sent))));
  }

  @CapcutMateRoute('get_image_animations', {
    body: CapcutMateAnimationsBody,
    answer: CapcutMateAnimationsAnswer,
  })
  getImageAnimations(@Body() sent: unknown): object {
    return asList('effects', listAnimations('image', readBody(CapcutMateAnimationsBody, orEmpty(sent))));
  }

  @CapcutMateRoute('get_effects', {
    body: CapcutMateCatalogueBody,
    answer: CapcutMateEffectListAnswer,
  })
  getEffects(@Body() sent: unknown): object {
    return asList('effects', listNamed('scene-effects', readBody(CapcutMateCatalogueBody, orEmpty(sent))));
  }

  @CapcutMateRoute('get_filters', {
    body: CapcutMateCatalogueBody,
    answer: CapcutMateFilterListAnswer,
  })
  getFilters(@Body() sent: unknown): object {
    return asList('filters', listNamed('filters', readBody(CapcutMateCatalogueBody, orEmpty(sent))));
  }

  @CapcutMateRoute('get_text_effects', {
    body: CapcutMateCatalogueBody,
    answer: CapcutMateTextEffectsAnswer,
  })
  getTextEffects(@Body() sent: unknown): object {
    return asList('text_effects', listWordArt(readBody(CapcutMateCatalogueBody, orEmpty(sent))));
  }

  @CapcutMateRoute('get_catalogue', {
    body: CapcutMateAnyCatalogueBody,
    answer: CapcutMateEffectListAnswer,
  })
  getCatalogue(@Body() sent: unknown): object {
    const body = readBody(CapcutMateAnyCatalogueBody, orEmpty(sent));
    return asList('effects', listNamed(body.kind as CatalogueKind, body));
  }

  @CapcutMateRoute('search_sticker', {
    body: CapcutMateStickerSearchBody,
    answer: CapcutMateStickersAnswer,
  })
  searchSticker(@Body() sent: unknown): object {
    return {
      data: searchStickers(this.parts.stickers ?? [], readBody(CapcutMateStickerSearchBody, sent).keyword),
    };
  }
}

/** A page under the name capcut-mate gives its list. */
function asList(name: string, { rows, ...beside }: Listed): object {
  return { [name]: rows, ...beside };
}

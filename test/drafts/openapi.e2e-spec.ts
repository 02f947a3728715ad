import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { PREFIX, startDraftService, type DraftServiceUnderTest } from './draft-service';

let service: DraftServiceUnderTest;
let document: OpenAPIObject;

beforeAll(async () => {
  service = await startDraftService();
  document = SwaggerModule.createDocument(service.app, new DocumentBuilder().setTitle('drafts').build());
});
afterAll(() => service.close());

const ROUTES =
  'create_draft save_draft get_draft add_videos add_audios add_images add_captions add_effects add_filters add_keyframes add_masks add_sticker ' +
  'easy_create_material add_text_style get_text_animations get_image_animations get_effects get_filters get_text_effects search_sticker ' +
  'get_audio_duration audio_timelines timelines audio_infos video_infos imgs_infos caption_infos effect_infos filter_infos keyframes_infos ' +
  'get_url str_to_list str_list_to_objs objs_to_str_list gen_video gen_video_status gen_video_active_count';

describe('the OpenAPI document', () => {
  it('holds all 37 routes of capcut-mate under their own names', () => {
    const routes = ROUTES.split(' ');
    expect(routes).toHaveLength(37);
    for (const route of routes) {
      const path = document.paths[`${PREFIX}/${route}`];
      expect([route, (path?.post ?? path?.get)?.operationId]).toEqual([route, route]);
    }
  });

  it('suits tools that import OpenAPI 3.0: unique operation ids, no recursion, no oneOf, no schema without type', () => {
    const ids = Object.values(document.paths).flatMap((path) =>
      [path.get, path.post, path.delete].map((each) => each?.operationId).filter(Boolean),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(document.openapi).toMatch(/^3\.0/);
    expect(JSON.stringify(document)).not.toMatch(/"(oneOf|anyOf|nullable":"|const)"/);
    const schemas = document.components?.schemas ?? {};
    const walk = (name: string, trail: readonly string[]): void => {
      expect(trail).not.toContain(name);
      const refs = JSON.stringify(schemas[name]).matchAll(/#\/components\/schemas\/(\w+)/g);
      for (const [, next] of refs) walk(next as string, [...trail, name]);
    };
    for (const [name, schema] of Object.entries(schemas)) {
      walk(name, []);
      for (const property of Object.values(
        (schema as { properties?: Record<string, object> }).properties ?? {},
      )) {
        expect([name, property]).toEqual([name, expect.objectContaining({})]);
        expect('type' in property || '$ref' in property || 'allOf' in property).toBe(true);
      }
    }
  });
});

import { dumpOpenApi } from '../../apps/gateway/src/http/openapi/dump-openapi';
import { PREFIX } from './draft-service';
import { complaints, type Schema, type Schemas } from './example-check';

interface Media {
  readonly schema?: Schema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}
interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly { readonly name: string; readonly description?: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, { readonly description?: string }>>;
}
type Named = readonly [name: string, operation: Operation];

let text: string;
let operations: readonly Named[];
let schemas: Schemas;

beforeAll(async () => {
  const { drafts } = await dumpOpenApi();
  text = JSON.stringify(drafts);
  const document = JSON.parse(text) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
    readonly components: { readonly schemas: Schemas };
  };
  schemas = document.components.schemas;
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Named => [`${method} ${path}`, operation]),
  );
}, 60_000);

const ROUTES =
  'create_draft save_draft get_draft add_videos add_audios add_images add_captions add_effects add_filters add_keyframes add_masks add_sticker ' +
  'easy_create_material add_text_style get_text_animations get_image_animations get_effects get_filters get_text_effects search_sticker ' +
  'get_audio_duration audio_timelines timelines audio_infos video_infos imgs_infos caption_infos effect_infos filter_infos keyframes_infos ' +
  'get_url str_to_list str_list_to_objs objs_to_str_list gen_video gen_video_status gen_video_active_count';

describe('the OpenAPI document of drafts', () => {
  it('holds all 37 routes of capcut-mate under their own names', () => {
    const routes = ROUTES.split(' ');
    expect(routes).toHaveLength(37);
    const ids = new Map(operations.map(([name, { operationId }]) => [name.split(' ')[1], operationId]));
    expect(routes.filter((route) => ids.get(`${PREFIX}/${route}`) !== route)).toEqual([]);
  });

  it('suits tools that import OpenAPI 3.0: unique operation ids, no recursion, no oneOf, no schema without type', () => {
    const ids = operations.map(([, { operationId }]) => operationId);
    expect(ids.filter((id, at) => !id || ids.indexOf(id) !== at)).toEqual([]);
    expect(text).toMatch(/"openapi":"3\.0/);
    expect(text).not.toMatch(/"(oneOf|anyOf|const)":|"nullable":"/);
    const walk = (name: string, trail: readonly string[]): void => {
      expect(trail).not.toContain(name);
      const refs = JSON.stringify(schemas[name]).matchAll(/#\/components\/schemas\/(\w+)/g);
      for (const [, next] of refs) walk(next as string, [...trail, name]);
    };
    for (const name of Object.keys(schemas)) walk(name, []);
    expect(fields().filter(([, field]) => !('type' in field || '$ref' in field || 'allOf' in field))).toEqual(
      [],
    );
  });

  it('says of every operation what it does, and of every field, parameter and answer what it means', () => {
    const silent = operations.filter(
      ([, { summary = '', description = '' }]) => summary.length < 5 || description.length < 20,
    );
    expect(silent.map(([name]) => name)).toEqual([]);
    const parameters = operations.flatMap(([name, operation]) => [
      ...(operation.parameters ?? []).map((each) => [`${name}: ${each.name}`, each.description] as const),
      ...Object.entries(operation.responses).map(
        ([status, each]) => [`${name}: ${status}`, each.description] as const,
      ),
    ]);
    expect(parameters.filter(([, description]) => !description).map(([name]) => name)).toEqual([]);
    expect(
      fields()
        .filter(([, { description }]) => !description)
        .map(([name]) => name),
    ).toEqual([]);
  });

  it('shows a body for every operation that reads one, and none that its own schema refuses', () => {
    const bodies = operations.flatMap(([name, { requestBody }]) =>
      Object.entries(requestBody?.content ?? {}).map(([type, media]) => [`${name} ${type}`, media] as const),
    );
    const shown = bodies.map(([name, { schema = {}, example, examples = {} }]) => {
      const values = [
        ...(example === undefined ? [] : [example]),
        ...Object.values(examples).map(({ value }) => value),
      ];
      return [name, values.length, values.flatMap((value) => complaints(value, schema, schemas))] as const;
    });
    expect(shown.filter(([, , wrong]) => wrong.length > 0)).toEqual([]);
    expect(
      shown.filter(([name, count]) => count === 0 && !name.includes('application/zip')).map(([name]) => name),
    ).toEqual([]);
  });

  it('gives fields no example and no default that they would refuse', () => {
    const wrong = fields().flatMap(([name, field]) =>
      [field.example, field.default]
        .filter((value) => value !== undefined)
        .flatMap((value) => complaints(value, field, schemas, name)),
    );
    expect(wrong).toEqual([]);
  });

  it('would not pass with a body that is wrong', () => {
    const body = operations.find(([, { operationId }]) => operationId === 'add_audios')?.[1].requestBody;
    const { schema = {} } = body?.content['application/json'] ?? {};
    const sent = { draft_url: 1, audios: [{ volume: 3 }], more: true };
    expect(complaints(sent, schema, schemas)).toEqual([
      'body.draft_url: 1 is no string',
      'body.audios[0].audio_url is missing',
      'body.audios[0].volume: 3 is outside its limits',
      'body.more is not known',
    ]);
  });
});

function fields(): (readonly [name: string, field: Schema])[] {
  return Object.entries(schemas).flatMap(([name, { properties = {} }]) =>
    Object.entries(properties).map(([key, field]) => [`${name}.${key}`, field] as const),
  );
}

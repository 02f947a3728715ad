import {
  ChoiceField,
  FlagField,
  GroupField,
  JsonListField,
  ListField,
  NumberField,
  TextField,
  UrlField,
  WholeField,
} from './field-decorators';
import { readBody } from './read-body';

class Inner {
  @NumberField({ about: 'x', default: 1, min: 0, max: 1 })
  x!: number;
}

class Sample {
  @TextField({ about: 'text', maxLength: 5, notBlank: true })
  text?: string;

  @UrlField({ about: 'url' })
  url?: string;

  @WholeField({ about: 'whole', default: 7, min: -5 })
  whole!: number;

  @WholeField({ about: 'cut', truncate: true })
  cut?: number;

  @FlagField({ about: 'flag', default: false })
  flag!: boolean;

  @ChoiceField({ about: 'choice', values: [0, 1, 2] })
  choice?: number;

  @GroupField({ about: 'inner', of: Inner })
  inner?: Inner;

  @ListField({ about: 'list', of: Inner, maxItems: 2 })
  list?: Inner[];

  @JsonListField({ about: 'json', of: Inner })
  json?: Inner[];
}

class Strict extends Sample {
  @TextField({ about: 'must', required: true })
  must!: string;
}

describe('readBody', () => {
  it('fills in defaults, drops unknown keys and treats null as absent', () => {
    expect(readBody(Sample, { other: 1, text: null, __proto__: { flag: true } })).toEqual({
      whole: 7,
      flag: false,
    });
  });

  it.each([
    [{ whole: '5' }, { whole: 5 }],
    [{ whole: 2.0 }, { whole: 2 }],
    [{ cut: 5.9 }, { cut: 5 }],
    [{ flag: 'TRUE' }, { flag: true }],
    [{ flag: 0 }, { flag: false }],
    [{ choice: '2' }, { choice: 2 }],
    [{ text: 12 }, { text: '12' }],
    [{ url: ' task://vid_1 ' }, { url: 'task://vid_1' }],
    [{ inner: {} }, { inner: { x: 1 } }],
    [{ list: '[{"x":0.5}]' }, { list: [{ x: 0.5 }] }],
    [{ json: [{ x: '0.5' }] }, { json: [{ x: 0.5 }] }],
    [{ json: ' ' }, { json: undefined }],
  ])('reads %j as tools send it', (body, expected) => {
    expect(readBody(Sample, body)).toMatchObject(expected);
  });

  it.each([
    [{ text: ' ' }, 'text'],
    [{ text: '123456' }, 'text'],
    [{ url: 'file:///etc/passwd' }, 'url'],
    [{ url: '' }, 'url'],
    [{ whole: 0.5 }, 'whole'],
    [{ whole: 'many' }, 'whole'],
    [{ whole: '' }, 'whole'],
    [{ whole: -6 }, 'whole'],
    [{ flag: 'perhaps' }, 'flag'],
    [{ choice: 3 }, 'choice'],
    [{ inner: [] }, 'inner'],
    [{ inner: { x: 2 } }, 'inner.x'],
    [{ list: {} }, 'list'],
    [{ list: [{}, {}, {}] }, 'list'],
    [{ list: [{}, { x: 'a' }] }, 'list[1].x'],
    [{ json: '[{' }, 'json'],
    [{ json: '{"x":1}' }, 'json'],
  ])('refuses %j and names the field', (body, param) => {
    expect(() => readBody(Sample, body)).toThrow(
      expect.objectContaining({ code: 'invalid_parameter', param, message: expect.stringContaining(param) }),
    );
  });

  it('asks for what is required, also by way of inheritance', () => {
    expect(() => readBody(Strict, { text: 'a' })).toThrow(
      expect.objectContaining({ code: 'missing_required_parameter', param: 'must' }),
    );
    expect(() => readBody(Strict, 'text')).toThrow(
      expect.objectContaining({ code: 'invalid_parameter', param: 'body' }),
    );
  });
});

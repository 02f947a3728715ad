import { GatewayError } from '../errors/gateway-error';
import { FieldNames } from './field-names';

const names = new FieldNames({
  durationSeconds: 'seconds',
  providerOptions: 'provider_options',
  'inputs.first_frame': 'image',
  count: 'n',
});

describe('FieldNames', () => {
  it.each([
    ['durationSeconds', 'seconds'],
    ['providerOptions.sandbox.simulate', 'provider_options.sandbox.simulate'],
    ['inputs.first_frame', 'image'],
    ['inputs.last_frame', 'inputs.last_frame'],
    ['durationSecondsMore', 'durationSecondsMore'],
    ['constructor', 'constructor'],
  ])('calls %s %s', (field, word) => expect(names.name(field)).toBe(word));

  it.each([
    ['durationSeconds is 11, but the model offers 1 to 10.', 'seconds is 11, but the model offers 1 to 10.'],
    ['count is 3, but the model makes one', 'n is 3, but the model makes one'],
    [
      'The model decides; durationSeconds and count were ignored',
      'The model decides; seconds and count were ignored',
    ],
    ['providerOptions.sandbox.x is not known', 'provider_options.sandbox.x is not known'],
    ['no field at all', 'no field at all'],
  ])('says %j as %j', (message, said) => expect(names.text(message)).toBe(said));

  it('translates errors and warnings and keeps the rest', () => {
    const error = new GatewayError('rate_limited', {
      message: 'count is 3',
      param: 'count',
      retryAfterSeconds: 7,
      vendorCode: 'v',
    });
    expect(names.error(error)).toMatchObject({
      code: 'rate_limited',
      message: 'n is 3',
      param: 'n',
      retryAfterSeconds: 7,
      vendorCode: 'v',
    });
    expect(names.warning({ kind: 'adjusted', field: 'count', message: 'count was 3' })).toEqual({
      kind: 'adjusted',
      field: 'n',
      message: 'n was 3',
    });
    expect(names.complaint({ message: 'gone', code: 'not_found' })).toEqual({
      message: 'gone',
      code: 'not_found',
    });
  });

  it('works without any words', () => {
    expect(new FieldNames({}).text('count is 3')).toBe('count is 3');
  });
});

import type { KlingStyle } from '../kling.options';
import { findKlingModel } from '../wire/kling-models';
import { chooseTransport, servableModels } from './choose-transport';

const KEY = { apiKey: 'k' };
const PAIR = {};

const choose = (name: string, style: KlingStyle, account: object): string => {
  const model = findKlingModel(name);
  if (!model) throw new Error(`no model ${name}`);
  return chooseTransport(model, style, account);
};

describe('chooseTransport', () => {
  it.each<[string, KlingStyle, object, string]>([
    ['kling-v3', 'legacy', KEY, 'legacy'],
    ['kling-v3', 'legacy', PAIR, 'legacy'],
    ['kling-v3', 'current', KEY, 'current'],
    ['kling-v3', 'current', PAIR, 'legacy'],
    ['kling-v1-6', 'current', KEY, 'legacy'],
    ['kling-3.0-turbo', 'legacy', KEY, 'current'],
    ['kling-v3', 'relay', KEY, 'relay'],
  ])('%s in style %s with %j goes by %s', (name, style, account, transport) => {
    expect(choose(name, style, account)).toBe(transport);
  });

  it.each<[string, KlingStyle, object, RegExp]>([
    ['kling-3.0-turbo', 'legacy', PAIR, /KLING_API_KEY/],
    ['kling-video-o1', 'current', PAIR, /KLING_API_KEY/],
    ['kling-3.0-turbo', 'relay', KEY, /relays do not serve/],
  ])('%s in style %s with %j is refused with the cure', (name, style, account, cure) => {
    expect(() => choose(name, style, account)).toThrow(cure);
  });
});

describe('servableModels', () => {
  it('is everything for an API key', () => {
    expect(servableModels('legacy', KEY)).toBeUndefined();
    expect(servableModels('current', KEY)).toBeUndefined();
  });

  it.each<[KlingStyle, object]>([
    ['legacy', PAIR],
    ['current', PAIR],
    ['relay', KEY],
  ])('leaves out what only the newer API has: style %s with %j', (style, account) => {
    const models = servableModels(style, account);
    expect(models).toContain('kling-v3');
    expect(models).not.toContain('kling-3.0-turbo');
  });
});

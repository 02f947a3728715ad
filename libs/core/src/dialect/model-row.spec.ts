import { ListedModel } from '../gateway/video-gateway';
import { modelRow } from './model-row';

const listed = (
  providerId: string,
  id: string,
  more: Partial<ListedModel> = {},
  aliases?: string[],
): ListedModel => ({
  providerId,
  provider: { title: providerId },
  model: { id, vendorModel: `${providerId}:${id}`, modes: ['text-to-video'], supports: {}, aliases },
  configured: true,
  missing: [],
  ...more,
});

const MODELS = [
  listed('relay', 'veo-3', { configured: false }),
  listed('relay', 'other', {}, ['kling']),
  listed('google', 'veo-3', { isDefault: true }, ['Veo_3']),
  listed('kling', 'kling'),
];

describe('modelRow', () => {
  it.each([
    [undefined, 'google:veo-3'],
    ['', 'google:veo-3'],
    ['VEO-3', 'google:veo-3'],
    ['veo_3', 'google:veo-3'],
    ['relay/veo-3', 'relay:veo-3'],
    ['kling', 'kling:kling'],
    ['relay/kling', 'relay:other'],
    ['sora', undefined],
    ['constructor', undefined],
  ])('finds %j at %s', (name, vendorModel) => expect(modelRow(MODELS, name)?.vendorModel).toBe(vendorModel));
});

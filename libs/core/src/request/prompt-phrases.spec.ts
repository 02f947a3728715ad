import { cameraPhrase, promptWith, strengthPhrase } from './prompt-phrases';

describe('prompt phrases', () => {
  it.each([
    ['a boat', ['calm'], 'a boat. calm'],
    ['a boat.', ['calm'], 'a boat. calm'],
    ['船。', ['固定镜头'], '船。 固定镜头'],
    [undefined, ['calm'], 'calm'],
    ['a boat', [undefined, ''], 'a boat'],
    [undefined, [], undefined],
    ['a boat', ['calm', 'Avoid: rain'], 'a boat. calm. Avoid: rain'],
  ])('promptWith(%j, %j)', (prompt, sentences, expected) => {
    expect(promptWith(prompt, ...sentences)).toBe(expected);
  });

  it('says strength only at the ends', () => {
    expect([0, 0.33, 0.34, 0.66, 0.67, 1].map((strength) => strengthPhrase(strength) !== undefined)).toEqual([
      true,
      true,
      false,
      false,
      true,
      true,
    ]);
  });

  it('speaks Chinese where asked', () => {
    expect([cameraPhrase('zoom'), cameraPhrase('zoom', 'zh')]).toEqual(['the camera pushes in', '镜头推近']);
  });
});

import { MODEL_TYPES, parseModelType } from './model-type.js';

describe('parseModelType', () => {
  it.each(MODEL_TYPES)('reads %s', (type) => {
    expect(parseModelType(type)).toBe(type);
  });

  it.each([
    ['asr', 'speech2text'],
    ['vision', 'image2text'],
  ])('takes %s for %s', (alias, type) => {
    expect(parseModelType(alias)).toBe(type);
  });

  it.each(['', 'Chat', 'ocr', ' chat', 'constructor', '__proto__', 'toString'])('knows no %j', (text) => {
    expect(parseModelType(text)).toBeNull();
  });
});

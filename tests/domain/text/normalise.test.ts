import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maxTextLength, neutraliseTemplateTokens, visibleText } from '../../../src/domain/text/normalise.ts';

describe('visibleText', () => {
  test.each([
    ['vire\u200Bment', 'virement', ['U+200B']],
    ['\u202Egpj.exe\u202C', 'gpj.exe', ['U+202E', 'U+202C']],
    ['Bonjour\u{E0069}\u{E0067}\u{E006E}', 'Bonjour', ['U+E0069', 'U+E0067', 'U+E006E']],
    ['e\u0301te\u0301', 'été', []],
    ['mi\u00ADdi', 'midi', ['U+00AD']],
    ['a\r\nb\rc\u2028d', 'a\nb\nc\nd', []],
    ['a\tb\u0000c\u001B[31m', 'a\tbc[31m', ['U+0000', 'U+001B']],
    ['merci ❤️ 👨‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'merci ❤️ 👨‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿', []],
    ['1\u00A0234\u202F€', '1\u00A0234\u202F€', []],
    ['\uFEFFBonjour\uD800', 'Bonjour\uFFFD', ['U+FEFF']],
  ])('%j', (raw, text, removed) => expect(visibleText(raw)).toEqual({ text, removed }));

  test('is idempotent, well-formed and capped', () => {
    const unit = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\u200D', '❤', '\uFE0F', '\u{E0041}', '\r', 'é'),
    );
    fc.assert(
      fc.property(
        fc.array(unit).map((parts) => parts.join('')),
        (raw) => {
          const { text } = visibleText(raw);
          expect(visibleText(text)).toEqual({ text, removed: [] });
          expect(text.isWellFormed()).toBe(true);
        },
      ),
    );
    expect(visibleText('a'.repeat(maxTextLength * 3)).text).toHaveLength(maxTextLength);
    expect(visibleText(`a${'😀'.repeat(maxTextLength)}`).text.isWellFormed()).toBe(true);
  });
});

describe('neutraliseTemplateTokens', () => {
  test.each([
    '<|im_start|>',
    '<|eot_id|>',
    '[INST]',
    '[/INST]',
    '</s>',
    '<s>',
    '<<SYS>>',
    '<start_of_turn>',
    '<tool_call>',
    '<｜User｜>',
  ])('%s', (token) => {
    const harmless = neutraliseTemplateTokens(`avant ${token} après`);
    expect(harmless).not.toContain(token);
    expect(neutraliseTemplateTokens(harmless)).toBe(harmless);
  });

  test.each(['a < b et c > d', '<b>gras</b>', 'note [1]', 'prix | total', '<jean@x.example>'])('%s stays', (text) =>
    expect(neutraliseTemplateTokens(text)).toBe(text),
  );
});

/**
 * Takes out what has no width: control characters, zero-width marks, bidi controls and tag characters. `hidden` is what a
 * model would have read and a person not: tag characters spelt out, long zero-width runs and overrides as code points.
 */
export function stripInvisible(source: string): { text: string; hidden: string } {
  const hidden: string[] = [];
  const text = source
    .replaceAll(/\r\n?|\u2028|\u2029/gu, '\n')
    .replaceAll(flags, '')
    .replaceAll(tags, (run) => {
      const said = Array.from(run, (char) => String.fromCharCode((char.codePointAt(0) ?? 0) - 0xe0000)).join('');
      hidden.push(said.replaceAll(/\p{Cc}/gu, ''));
      return '';
    })
    .replaceAll(zeroWidth, (run) => {
      if (run.length >= HIDING_RUN || /[\u202D\u202E]/u.test(run)) hidden.push(codePoints(run));
      return '';
    })
    // A line must not be rewritten by what is invisible in it; tab and line feed are layout.
    .replaceAll(/[^\P{Cc}\t\n]/gu, '');
  return { text, hidden: hidden.filter((part) => part !== '').join('\n') };
}

/** The flags of England, Scotland and Wales are the only honest use of tag characters. */
const flags = /(?<=\u{1F3F4})[\u{E0061}-\u{E007A}]{3,6}\u{E007F}/gu;
const tags = /[\u{E0000}-\u{E007F}]+/gu;
/** The joiner inside an emoji stays; newsletters pad with single ones, so only a run is suspicious. */
const zeroWidth =
  /(?:(?![\uFE0E\uFE0F\u200D])\p{Default_Ignorable_Code_Point}|(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D)+/gu;
const HIDING_RUN = 8;

const codePoints = (run: string) =>
  Array.from(
    run.slice(0, 200),
    (char) => `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  ).join(' ');

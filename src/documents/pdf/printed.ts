/** Text as it is read on paper: ligatures in letters, every kind of short dash a hyphen, nothing that is not printed. */
export function printed(text: string): string {
  return text
    .replaceAll(/[\uFB00-\uFB06]/gu, (ligature) => ligature.normalize('NFKC'))
    .replaceAll(/[\u00AD\u2010\u2011]/gu, '-')
    .replaceAll(/[\p{Cc}\p{Cf}\s]/gu, '')
    .normalize('NFC')
    .toWellFormed();
}

/** Parts of a text layer, of its characters and of its letters. */
const mostStrange = 0.3;
const leastVowels = 0.18;
/** Fewer letters say nothing about the language. */
const enoughLetters = 120;
const enough = 20;

/**
 * Whether a text layer says other letters than the page shows, as a font without a Unicode table makes it: private or
 * unassigned characters, or letters as no language has them.
 */
export function isGarbage(text: string): boolean {
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  const all = count(/\S/gu);
  if (all < enough) return false;
  if (count(/[\p{Co}\p{Cn}\p{Cc}\uFFFD]/gu) > mostStrange * all) return true;
  const ordinary = count(/[\p{L}\p{N}]/gu);
  if (all >= enoughLetters && ordinary < (1 - 2 * mostStrange) * all) return true;
  const latin = count(/\p{Script=Latin}/gu);
  return latin >= enoughLetters && count(/[aeiouyàâäéèêëîïôöùûüœæ]/giu) < leastVowels * latin;
}

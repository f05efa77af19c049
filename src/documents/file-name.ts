/** ext4, NTFS and APFS allow 255; room is left for a hash in front. */
const longest = 180;

/** The last part of a path, without what a system refuses or nobody sees; `document-<position>` when nothing is left. */
export function fileName(path: string, position: number): string {
  const last = path.slice(-1000).toWellFormed().split(/[/\\]/u).at(-1) ?? '';
  const seen = last.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '').replaceAll(/[<>:"|?*]/gu, '_');
  const clean = seen.replaceAll(/^[.\s]+|[.\s]+$/gu, '');
  if (clean === '') return `document-${position}`;
  if (clean.length <= longest) return clean;
  const ending = /\.[A-Za-z0-9]{1,8}$/u.exec(clean)?.[0] ?? '';
  return clean.slice(0, longest - ending.length).toWellFormed() + ending;
}

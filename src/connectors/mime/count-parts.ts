/** What the delimiter lines of a message certainly begin with, one for each boundary declared; stops above `limit`. */
export function declaredBoundaries(bytes: Buffer, limit: number): string[] {
  const starts = new Set<string>();
  for (const found of bytes.toString('latin1').matchAll(declaration)) {
    starts.add(certainStart(found[1] ?? '', found[2] ?? found[3] ?? ''));
    if (starts.size > limit) break;
  }
  return [...starts];
}

/**
 * Delimiter lines of every boundary a message declares: an upper bound of its parts, found before a parser makes an object
 * of each. Stops counting above `limit`.
 */
export function countParts(raw: Buffer, boundaries: readonly string[], limit: number): number {
  if (boundaries.length === 0 || boundaries.length > limit) return Math.max(1, boundaries.length);
  let count = 0;
  for (let at = raw.indexOf('\n--'); at !== -1 && count <= limit; at = raw.indexOf('\n--', at + 3)) {
    const line = raw.toString('latin1', at + 3, at + 3 + MAX_BOUNDARY + 2);
    if (boundaries.some((start) => line.startsWith(start) && !line.startsWith(`${start}--`))) count += 1;
  }
  return count;
}

/** RFC 2046 5.1.1 */
const MAX_BOUNDARY = 70;
const declaration = /boundary([*0-9]*)\s*=\s*(?:"([^"\r\n]{1,70})|([^\s;"]{1,70}))/giu;

/** What the delimiter certainly begins with: nothing, when the value is percent-encoded or in pieces (RFC 2231). */
function certainStart(marks: string, value: string): string {
  return marks.includes('*') ? '' : value.replace(/\\.*$/u, '');
}

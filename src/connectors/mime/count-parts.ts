/**
 * Delimiter lines of every boundary a message declares: an upper bound of its parts, found before a parser makes an object
 * of each. Stops counting above `limit`.
 */
export function countParts(bytes: Uint8Array, limit: number): number {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const prefixes = new Set<string>();
  for (const found of raw.toString('latin1').matchAll(declaration)) {
    prefixes.add(certainStart(found[1] ?? '', found[2] ?? found[3] ?? ''));
    if (prefixes.size > limit) return prefixes.size;
  }
  if (prefixes.size === 0) return 1;
  let count = 0;
  for (let at = raw.indexOf('\n--'); at !== -1 && count <= limit; at = raw.indexOf('\n--', at + 3)) {
    const line = raw.toString('latin1', at + 3, at + 3 + MAX_BOUNDARY + 2);
    if ([...prefixes].some((prefix) => line.startsWith(prefix) && !line.startsWith(`${prefix}--`))) count += 1;
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

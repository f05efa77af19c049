/** How many pixels an image of PNG, JPEG, GIF or WebP has, before anybody makes room for them; null: it does not say. */
export function pixelsOf(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 30) return null;
  if (view.getUint32(0) === 0x89504e47) return view.getUint32(16) * view.getUint32(20);
  if (view.getUint16(0) === 0xffd8) return jpegPixels(view);
  if (view.getUint32(0) === 0x47494638) return view.getUint16(6, true) * view.getUint16(8, true);
  if (view.getUint32(0) === 0x52494646 && view.getUint32(8) === 0x57454250) return webpPixels(view);
  return null;
}

/** The frame header (ISO 10918-1, B.2.2) among the segments; they are hopped over by their lengths. */
function jpegPixels(view: DataView): number | null {
  let at = 2;
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (isFrame(marker)) return view.getUint16(at + 5) * view.getUint16(at + 7);
    at += marker === 0xff ? 1 : 2 + (isBare(marker) ? 0 : Math.max(2, view.getUint16(at + 2)));
  }
  return null;
}

/** SOF0 to SOF15, without DHT, JPG and DAC. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const isBare = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

/** RFC 9649: the three kinds of the first chunk. */
function webpPixels(view: DataView): number | null {
  const kind = view.getUint32(12);
  if (kind === 0x56503820) return (view.getUint16(26, true) & 0x3fff) * (view.getUint16(28, true) & 0x3fff);
  if (kind === 0x5650384c) {
    const bits = view.getUint32(21, true);
    return ((bits & 0x3fff) + 1) * (((bits >> 14) & 0x3fff) + 1);
  }
  if (kind === 0x56503858) return ((view.getUint32(23, true) >>> 8) + 1) * ((view.getUint32(26, true) >>> 8) + 1);
  return null;
}

/** RFC 2152, which no platform decoder knows: `Fr+APY-sche` is `Frösche`. A shift that holds no whole letter stays as it is. */
export const decodeUtf7 = (text: string): string =>
  text.replaceAll(/\+([A-Za-z0-9+/]*)(-?)/gu, (whole, base64: string, end: string) => {
    if (base64 === '') return end === '-' ? '+' : whole;
    const bytes = Buffer.from(base64, 'base64');
    if (bytes.length < 2) return whole;
    return bytes
      .subarray(0, bytes.length - (bytes.length % 2))
      .swap16()
      .toString('utf16le')
      .toWellFormed();
  });

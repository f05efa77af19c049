declare module 'heic-decode' {
  interface Heic {
    width: number;
    height: number;
    decode(): Promise<{ width: number; height: number; data: Uint8ClampedArray }>;
  }
  const decode: { all(file: { buffer: Uint8Array }): Promise<Heic[]> };
  export default decode;
}

/** Memory that V8 does not count in its heap, as a decoder in native code takes it; little enough at a time to be seen. */
process.on('message', () => {
  const hoard: Buffer[] = [];
  setInterval(() => hoard.push(Buffer.alloc(16 * 1024 * 1024, 1)), 20);
});

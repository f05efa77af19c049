process.on('message', () => {
  const hoard: string[][] = [];
  for (;;) hoard.push(Array.from({ length: 100_000 }, (_, place) => `entry ${place}`));
});

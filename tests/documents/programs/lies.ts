process.on('message', () => process.send?.({ id: 1, pages: -1, text: { toString: 'no' } }));

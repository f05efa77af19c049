// Runs in the page before its own script: when each row of the list first stood there, and when each bare event came.
globalThis.seen = {
  items: [],
  events: [],
  listen: () =>
    new Promise((resolve) => {
      const source = new EventSource('/events');
      source.addEventListener('mailbox', () => globalThis.seen.events.push(Date.now()));
      source.addEventListener('hello', () => resolve());
    }),
};
const known = new Set();
new MutationObserver(() => {
  for (const row of document.querySelectorAll('.items > li')) {
    if (known.has(row.id)) continue;
    known.add(row.id);
    globalThis.seen.items.push(Date.now());
  }
}).observe(document, { childList: true, subtree: true });

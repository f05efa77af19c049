// A field of several addresses offers its suggestions after each comma: the browser compares a list with the whole field.
// Without this file it offers them for the first address.
document.addEventListener('input', ({ target }) => {
  if (target.matches?.('input[list="people"]')) offer(target);
});
document.addEventListener('focusin', ({ target }) => {
  if (target.matches?.('input[list="people"]')) offer(target);
});

function offer(input) {
  const before = /^(?:.*[,;]\s*)?/s.exec(input.value)[0];
  for (const option of document.querySelectorAll('#people option')) {
    option.dataset.person ??= option.value;
    option.value = before + option.dataset.person;
  }
}

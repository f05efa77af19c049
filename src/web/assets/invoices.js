// The field with the focus lights the place it was read from; a place that is clicked leads to its field.
const boxes = (field) => document.querySelectorAll(`.facsimile rect[data-field="${CSS.escape(field)}"]`);

document.addEventListener('focusin', ({ target }) => {
  const field = target.closest?.('[data-field]')?.dataset.field;
  for (const lit of document.querySelectorAll('.facsimile rect.lit')) lit.classList.remove('lit');
  if (!field) return;
  for (const box of boxes(field)) box.classList.add('lit');
  const first = boxes(field)[0];
  const paper = first?.closest('.facsimile');
  // Only the paper moves, and only where it has its own scroll: the form stays under the hands.
  if (paper && paper.scrollHeight > paper.clientHeight) first.scrollIntoView({ block: 'nearest' });
});

document.addEventListener('click', ({ target }) => {
  const field = target.closest?.('.facsimile rect')?.dataset.field;
  if (field) document.querySelector(`.values [data-field="${CSS.escape(field)}"]`)?.focus();
});

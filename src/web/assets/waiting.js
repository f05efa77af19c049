// A form that signs in to servers takes its time: its button says so, and a second press sends nothing twice.
document.addEventListener('submit', (event) => {
  const { target: form, submitter } = event;
  // Enter in a field presses the form's unseen first button: it stands for the one at the end.
  const button = submitter?.matches('.unseen') ? form.querySelector('.primary') : submitter;
  if (event.defaultPrevented || !button?.dataset.busy) return;
  if (form.dataset.sent) event.preventDefault();
  else {
    form.dataset.sent = 'yes';
    button.dataset.idle = button.textContent;
    button.textContent = button.dataset.busy;
    button.setAttribute('aria-disabled', 'true');
  }
});

// Come back to by the browser's own button, the page is as it was left.
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
  for (const button of document.querySelectorAll('[data-idle]')) {
    button.textContent = button.dataset.idle;
    button.removeAttribute('aria-disabled');
  }
});

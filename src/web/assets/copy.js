// A button that copies what stands beside it. Browsers allow it on https and on this machine alone: elsewhere it stays hidden.
for (const button of navigator.clipboard ? document.querySelectorAll('[data-copy]') : []) {
  button.hidden = false;
  button.addEventListener('click', () => void copy(button));
}

async function copy(button) {
  const label = button.textContent;
  await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).textContent.trim());
  button.textContent = button.dataset.copied;
  setTimeout(() => {
    button.textContent = label;
  }, 2_000);
}

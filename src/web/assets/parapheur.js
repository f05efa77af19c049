// The keyboard, the next card without a page load, the countdown, and what changes elsewhere. Every action is a plain
// form or link underneath: without this file the pages still do everything.
const find = (selector, root = document) => root.querySelector(selector);
const wide = matchMedia('(min-width: 60rem)');
const slot = find('#card-slot');
const onDesk = () => find('.desk') !== null && wide.matches;
const card = () => find('#card');
const rows = () => [...document.querySelectorAll('.items > li')];
const rowOf = (id) => document.getElementById(`i-${id}`);
const current = () => find('.items [aria-current]')?.closest('li') ?? null;
const part = { 'x-part': '1' };

const actions = {
  j: () => move(1),
  k: () => move(-1),
  v: validate,
  e: () => find('#edit')?.click(),
  r: () => openReasons(),
  z: () => (find('#toast [data-undo]') ?? find('#card [data-undo]'))?.requestSubmit(),
  o: () => toggle(find('#thread')),
  '?': () => find('#keys')?.showModal(),
};

let going = false;
document.addEventListener('keydown', (event) => {
  const field = event.target.closest('input, textarea, select');
  const held = event.ctrlKey || event.metaKey || event.altKey;
  if (event.key === 'Escape') leave(field);
  else if (event.key === 'Enter' && held && field?.id === 'body') field.form.requestSubmit();
  else if (!field && !held && !find('dialog[open]') && press(event.key)) event.preventDefault();
});

/** True when the key meant something here. */
function press(key) {
  const name = CSS.escape(key);
  const offered = find(`:is(#reject[open], .follow-up) [data-key="${name}"]`);
  const target = offered ?? (going ? find(`[data-go="${name}"]`) : null);
  going = !target && key === 'g';
  if (target) target.click();
  else if (Object.hasOwn(actions, key)) actions[key]();
  else return going;
  return true;
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('a');
  if (event.target.closest('[data-keys]')) actions['?']();
  if (event.target.closest('[data-reload]')) void load(card().dataset.url);
  if (!link || !onDesk() || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  const item = link.closest('.items > li');
  if (!item && !link.matches('#edit, [data-cancel]')) return;
  event.preventDefault();
  void (item ? choose(item) : load(link.href));
});

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!onDesk() || !(form.dataset.decision || form.dataset.undo)) return;
  event.preventDefault();
  void send(form, event.submitter);
});

for (const button of document.querySelectorAll('[data-keys]')) button.hidden = false;
setInterval(countDown, 1000);
listen();

/** With gaps open: to the first empty one, or save them. At risk: the button takes focus and waits for Enter. Forbidden: to why. */
function validate() {
  const empty = [...document.querySelectorAll('input.gap')].find((input) => input.value.trim() === '');
  const button = find('#sign .primary') ?? find('#sign button, #fill button');
  if (find('#fill') && empty) empty.focus();
  else if (button?.disabled) find('.finding.stop')?.focus();
  else if (button?.classList.contains('wary')) button.focus();
  else button?.click();
}

function openReasons() {
  const details = find('#reject');
  if (details) details.open = true;
  find('#reject [data-key]')?.focus();
}

function leave(field) {
  going = false;
  const details = find('#reject[open], .me[open]');
  if (field?.closest('.editing')) find('[data-cancel]').click();
  else if (details) {
    details.open = false;
    find('summary', details).focus();
  } else if (field) card()?.focus();
}

function toggle(details) {
  if (!details) return;
  details.open = !details.open;
  if (details.open) details.scrollIntoView({ block: 'nearest' });
}

function move(step) {
  const all = rows().filter((row) => !row.classList.contains('gone'));
  const at = all.indexOf(current());
  const next = all[at + step] ?? (at === -1 ? all[0] : null);
  if (next && onDesk()) void choose(next);
  else (next ?? all[0])?.querySelector('a').click();
}

async function choose(row) {
  mark(row);
  await load(find('a', row).href);
  const url = new URL(location.href);
  url.searchParams.set('p', row.dataset.id);
  url.searchParams.delete('done');
  history.replaceState(null, '', url);
}

/** What was taken back lies again where the reader is. */
function mark(row) {
  if (!row) return;
  const before = current();
  if (before && row === row.parentElement.lastElementChild && before !== row.previousElementSibling) before.before(row);
  for (const link of document.querySelectorAll('.items [aria-current]')) link.removeAttribute('aria-current');
  find('a', row).setAttribute('aria-current', 'true');
  row.scrollIntoView({ block: 'nearest' });
}

let asked = 0;
async function load(url) {
  const turn = ++asked;
  const answer = await ask(url, { headers: part });
  if (!answer) return;
  if (answer.status === 401) return location.reload();
  const text = await answer.text();
  // A quicker key press has asked for another card since.
  if (turn !== asked) return;
  (answer.ok ? show : say)(text);
}

function show(markup) {
  slot.innerHTML = markup;
  find('.signing').scrollTop = 0;
  (find('[autofocus]', slot) ?? card())?.focus({ preventScroll: true });
}

function say(text) {
  find('#said')?.remove();
  const box = document.createElement('p');
  box.id = 'said';
  box.className = 'notice loud';
  box.setAttribute('role', 'alert');
  box.textContent = text;
  slot.prepend(box);
}

/** Null when the office does not answer: a line says so, what is on the page stays. */
async function ask(url, options) {
  try {
    const answer = await fetch(url, options);
    find('#offline').hidden = true;
    return answer;
  } catch {
    find('#offline').hidden = false;
    return null;
  }
}

let busy = false;
async function send(form, submitter) {
  if (busy) return;
  busy = true;
  const { id } = card()?.dataset ?? {};
  const answer = await ask(form.action, { method: 'POST', headers: part, body: new FormData(form, submitter) });
  busy = false;
  if (!answer) return;
  if (answer.status === 401) return location.reload();
  const text = await answer.text();
  if (answer.headers.get('x-outcome') === 'done') return advance(id, text);
  if (form.closest('#toast')) find('#toast').replaceChildren();
  // A card or a form comes as markup, a refusal as one sentence: what was typed stays under it.
  (text.startsWith('<') ? show : say)(text);
  await refresh();
  if (form.dataset.undo && answer.ok) mark(rowOf(form.dataset.undo));
}

/** The signed card leaves the pile and the next one opens. */
function advance(id, toast) {
  const row = rowOf(id);
  const all = rows().filter((each) => !each.classList.contains('gone') || each === row);
  const at = all.indexOf(row);
  const next = all[at + 1] ?? all[at - 1] ?? null;
  row?.remove();
  find('#toast').innerHTML = toast;
  if (next) void choose(next);
  else show(find('#all-done').innerHTML);
  void refresh();
}

function countDown() {
  for (const timer of document.querySelectorAll('[data-left]')) {
    const left = Math.max(0, Number(timer.dataset.left) - 1);
    timer.dataset.left = String(left);
    timer.textContent = timer.textContent.replace(/\d+/, String(left));
    if (left === 0) fade(timer.closest('.toast'));
    if (left === 0 && document.body.dataset.live) void refetch();
  }
}

/** Whoever stood on its button goes on from the card. */
function fade(toast) {
  const held = toast?.contains(document.activeElement);
  toast?.remove();
  if (held) card()?.focus();
}

function listen() {
  const live = document.body.dataset.live;
  if (!live && !find('.desk')) return;
  const source = new EventSource('/events');
  const later = paced(live ? refetch : refresh, 250);
  for (const topic of ['proposal', 'message', 'delivery', 'mailbox']) {
    source.addEventListener(topic, (event) => {
      if (live ? topic === live : topic === 'proposal') later();
      if (!live && topic === 'proposal' && JSON.parse(event.data).id === card()?.dataset.id) void checkOpen();
    });
  }
  // Not heard: what changed during a cut, and what became of a thing in the making before this page listened.
  let greeted = find('[data-coming]') !== null;
  source.addEventListener('hello', () => (greeted ? later() : (greeted = true)));
}

/** A whole list page, unless a person is writing in it. */
async function refetch() {
  if (document.activeElement?.closest('main input, main textarea, main form')) return;
  const answer = await ask(location.href);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const held = document.activeElement?.closest('main a')?.getAttribute('href');
  find('main').innerHTML = find('main', page).innerHTML;
  if (held) find(`main a[href="${CSS.escape(held)}"]`)?.focus();
}

let refreshed = 0;
/** Counts and rows anew; nothing moves under the reader: rows keep their place, new ones come last, gone ones fade. */
async function refresh() {
  if (!find('.desk')) return;
  const turn = ++refreshed;
  const answer = await ask(location.href, { headers: part });
  if (!answer?.ok) return;
  const markup = await answer.text();
  // Asked before a decision, answered after it: it would lay the signed card back on the pile.
  if (turn !== refreshed) return;
  const fresh = new DOMParser().parseFromString(markup, 'text/html');
  const filters = [...fresh.querySelectorAll('#pile > .filter')];
  const standing = document.activeElement?.closest('#pile > .filter a')?.getAttribute('href');
  document.querySelectorAll('#pile > .filter').forEach((nav, index) => nav.replaceWith(filters[index]));
  if (standing) find(`#pile > .filter a[href="${CSS.escape(standing)}"]`)?.focus();
  const list = find('.items');
  const was = rows().length;
  for (const row of fresh.querySelectorAll('.items > li')) {
    const old = document.getElementById(row.id);
    if (!old) list.append(row);
    else if (old.dataset.version !== row.dataset.version) {
      if (find('[aria-current]', old)) find('a', row).setAttribute('aria-current', 'true');
      const held = old.contains(document.activeElement);
      old.replaceWith(row);
      if (held) find('a', row).focus({ preventScroll: true });
    }
  }
  const whole = !find('#pile > .older');
  for (const row of rows()) row.classList.toggle('gone', whole && !fresh.getElementById(row.id));
  if (rows().length > 0) find('#pile > .empty')?.remove();
  if (was === 0 && rows().length > 0 && onDesk() && find('#card.done')) void choose(rows()[0]);
}

/** The open card is never replaced under the reader: it says that it changed. */
async function checkOpen() {
  const open = card();
  if (!open?.dataset.url || busy) return;
  const answer = await ask(open.dataset.url, { headers: part });
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const now = find('#card', fresh)?.dataset.version;
  if (open === card() && now && now !== open.dataset.version && !find('[data-reload]', open))
    open.prepend(find('#card-changed').content.cloneNode(true));
}

/** At once, then at most every `ms`: a lone event is shown without delay, a stream of them neither floods nor starves. */
function paced(work, ms) {
  let resting = false;
  let again = false;
  return function run() {
    again = resting;
    if (resting) return;
    resting = true;
    void work();
    setTimeout(() => {
      resting = false;
      if (again) run();
    }, ms);
  };
}

// Makes the phone follow along: fetches the same page again when something changed and puts the new parts in place.
// Everything works without it.

const main = document.querySelector('main[data-live]');
const tabs = document.querySelector('[data-tabs]');
/** What the server last sent, before the clocks of this page changed it. */
const sent = new Map([main, tabs].map((place) => [place, place.innerHTML]));

async function refresh() {
  if (isBusy()) return;
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => null);
  if (answer === null || !answer.ok || isBusy()) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  put(main, fresh.querySelector('main[data-live]'));
  put(tabs, fresh.querySelector('[data-tabs]'));
  tick();
}

/** While somebody types, has folded something open or reads a mail, nothing is pulled from under the fingers. */
function isBusy() {
  const active = document.activeElement;
  const isTyping = active !== null && main.contains(active) && ['INPUT', 'TEXTAREA', 'SELECT'].includes(active.tagName);
  return isTyping || main.querySelector('details[open], iframe, .problem') !== null;
}

function put(place, fresh) {
  if (fresh === null || sent.get(place) === fresh.innerHTML) return;
  sent.set(place, fresh.innerHTML);
  place.replaceChildren(...fresh.childNodes);
}

function tick() {
  for (const time of document.querySelectorAll('time[data-until]')) {
    const leftSeconds = Math.max(0, Math.ceil((Date.parse(time.dataset.until) - Date.now()) / 1000));
    time.textContent = leftSeconds === 0 ? 'lewat waktu' : `sisa ${span(leftSeconds)}`;
    if (leftSeconds === 0 && 'renew' in time.dataset) void refresh();
  }
}

function span(seconds) {
  const two = (number) => String(number).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return `${hours > 0 ? `${hours}.` : ''}${two(minutes)}.${two(seconds % 60)}`;
}

document.addEventListener('click', async (event) => {
  const place = event.target.closest('[data-copy]');
  if (place === null) return;
  await navigator.clipboard?.writeText(place.dataset.copy).catch(() => {});
  place.classList.add('copied');
  setTimeout(() => place.classList.remove('copied'), 1200);
});

// A picture that was chosen goes off at once; the button is for those without JavaScript.
for (const form of document.querySelectorAll('form[data-instant]')) {
  form.classList.add('instant');
  form.addEventListener('change', () => form.requestSubmit());
}

// A second tap must not pay twice.
document.addEventListener('submit', (event) => {
  for (const button of document.querySelectorAll('button')) {
    if (button.form === event.target) setTimeout(() => button.setAttribute('disabled', ''), 0);
  }
});
window.addEventListener('pageshow', () => {
  for (const button of document.querySelectorAll('button[disabled]')) button.removeAttribute('disabled');
});

let pending;
function refreshSoon() {
  clearTimeout(pending);
  pending = setTimeout(refresh, 50);
}
const live = new EventSource('/phone/live');
// On opening as well: something may have changed between loading the page and listening, or while the line was down.
live.addEventListener('open', refreshSoon);
live.addEventListener('message', refreshSoon);
setInterval(tick, 1000);
tick();

// Pictures and files, for both pages: picked, dropped or pasted, sent while the person goes on writing, and shown.
//
// A file is uploaded at once, under a name of its own that stays the same for every try, so that none is stored twice.
// The message carries what the edge has answered. What is attached lives here, a list for each conversation: it
// survives a lost connection, a refused message and a look at another conversation.

import { button, element, icon, style } from './parts.js';
import { WORDS } from './words.js';

const BYTES_MAX = 10 * 1024 * 1024;
const EACH_MAX = 5;
/** The longest side of a picture among the messages, in CSS pixels. */
const SIDE_MAX = 240;

const trays = new Map();
/** Pictures that are here already, by the files' names in addresses. */
const here = new Map();
const cards = new Map();

/** The conversation and the token, as the page knows them now. */
let state = {};
let place;
let leaving;

/** Puts the tools beside the field in `box` and the tray above it. */
export function begin(box, changed) {
  leaving?.abort();
  leaving = new AbortController();
  const { signal } = leaving;
  const field = box.querySelector('textarea');
  const picker = element('input', { type: 'file', multiple: '', hidden: '', 'aria-label': WORDS.attach, 'data-testid': 'file-picker' });
  picker.addEventListener('change', () => {
    take([...picker.files]);
    picker.value = '';
  });
  const attach = button('file-tool', WORDS.attach, 'attach', () => picker.click());
  attach.dataset.testid = 'attach';
  const smile = button('file-tool', WORDS.emoji, 'smile', async () => (await import('./emoji.js')).toggle(smile, field));
  smile.dataset.testid = 'emoji';
  smile.setAttribute('aria-haspopup', 'dialog');
  const tools = box.querySelector('.composer-tools');
  tools.replaceChildren(attach, smile, picker);
  const tray = element('ul', { class: 'tray', 'aria-label': WORDS.attached, 'data-testid': 'tray', hidden: '' });
  const said = element('p', { class: 'unseen', role: 'status' });
  box.before(tray, said);
  place = { tray, said, field, changed };
  const close = document.querySelector('.header > .round');
  if (close && !close.dataset.testid) head(close);
  listen(field, box.closest('.conversation') ?? document.documentElement, signal);
  draw();
}

style('files');

/** What the head has beside the way out. */
async function head(close) {
  const [{ sound }, { transcript }] = await Promise.all([import('./sound.js'), import('./transcript.js')]);
  // Another language has drawn another head meanwhile.
  if (close.isConnected) close.before(transcript(() => state, (words) => (place.said.textContent = words)), sound());
}

/** The conversation is known now: what waited for it goes out. A page that only looks on has no tools, but files to show. */
export function entered(shared) {
  state = shared;
  for (const item of items()) if (item.is === 'waiting') upload(item);
  if (place) draw();
  for (const shown of document.querySelectorAll('baton-file')) shown.connectedCallback();
}

/** What is stored was sent. */
export function sent() {
  trays.set(state.conversation, items().filter((item) => item.is !== 'done'));
  draw();
}

/** A message was not taken: its files are attached again. */
export function back(ids) {
  if (!place) return;
  for (const id of ids.split(' ')) {
    const card = cards.get(id);
    if (card && !items().some((item) => item.card?.id === id)) items().push({ is: 'done', card, name: card.name, size: card.size });
  }
  draw();
}

/** Somebody else has said something: heard by whom has not seen it and wants to hear. */
export async function heard(isSeen) {
  if (!isSeen || document.hidden) (await import('./sound.js')).play();
}

function items() {
  const key = state.conversation ?? '';
  if (!trays.has(key)) trays.set(key, trays.get('') ?? []);
  if (key) trays.delete('');
  return trays.get(key);
}

function listen(field, zone, signal) {
  const carries = (event) => event.dataTransfer?.types.includes('Files') && !field.disabled;
  field.addEventListener('paste', (event) => {
    const { files, types } = event.clipboardData;
    // A table copied from a document comes with a picture of itself: the words are meant.
    if (!files.length || types.includes('text/plain')) return;
    event.preventDefault();
    take([...files]);
  }, { signal });
  // Anywhere on the page: a file that misses its place would otherwise take the page's.
  addEventListener('dragover', (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    zone.classList.add('is-dropping');
  }, { signal });
  const over = () => zone.classList.remove('is-dropping');
  addEventListener('dragleave', (event) => event.relatedTarget === null && over(), { signal });
  addEventListener('drop', (event) => {
    over();
    if (!carries(event)) return;
    event.preventDefault();
    take([...event.dataTransfer.files]);
  }, { signal });
  addEventListener('online', () => {
    for (const item of items()) if (item.is === 'failed' && item.isPassing) upload(item);
  }, { signal });
}

function take(files) {
  for (const file of files) {
    const item = { file, name: file.name || WORDS.picture, size: file.size, clientId: crypto.randomUUID() };
    items().push(item);
    if (items().filter((other) => other.is !== 'failed').length > EACH_MAX) fail(item, WORDS.tooMany);
    else if (file.size > BYTES_MAX) fail(item, WORDS.tooLarge);
    else if (!file.size) fail(item, WORDS.empty);
    else if (state.conversation) upload(item);
    else item.is = 'waiting';
  }
  draw();
  place.field.focus();
}

function fail(item, why, isPassing = false) {
  Object.assign(item, { is: 'failed', why, isPassing });
}

function upload(item) {
  const request = new XMLHttpRequest();
  Object.assign(item, { is: 'sending', part: 0, request });
  request.open('POST', `/api/conversations/${state.conversation}/files`);
  request.responseType = 'json';
  request.setRequestHeader('x-baton-client-id', item.clientId);
  request.setRequestHeader('x-baton-file-name', encodeURIComponent(item.name.toWellFormed?.() ?? item.name));
  if (state.token) request.setRequestHeader('authorization', `Bearer ${state.token}`);
  request.upload.addEventListener('progress', ({ loaded, total }) => {
    item.part = loaded / total;
    if (item.bar) item.bar.value = item.part;
  });
  request.addEventListener('load', () => {
    const { file, message } = request.response ?? {};
    if (request.status < 300 && file) stored(item, file);
    else fail(item, message || WORDS.failed, request.status >= 500 || request.status === 401);
    draw();
  });
  request.addEventListener('error', () => {
    fail(item, WORDS.offline, true);
    draw();
  });
  request.send(item.file);
  draw();
}

function stored(item, card) {
  cards.set(card.id, card);
  if (card.width) here.set(card.id, URL.createObjectURL(new Blob([item.file], { type: card.type })));
  Object.assign(item, { is: 'done', card, name: card.name, file: undefined, request: undefined });
}

function remove(item) {
  item.request?.abort();
  trays.set(state.conversation ?? '', items().filter((other) => other !== item));
  draw();
  place.field.focus();
}

/** Shows the tray, and tells the page what is ready to be sent. */
function draw() {
  const all = items();
  place.tray.replaceChildren(...all.map(line));
  place.tray.hidden = !all.length;
  const busy = all.some((item) => item.is === 'sending' || item.is === 'waiting');
  const ids = all.filter((item) => item.is === 'done').map((item) => item.card.id).join(' ');
  if (place.told === `${busy} ${ids}`) return;
  place.told = `${busy} ${ids}`;
  place.said.textContent = all.map((item) => `${item.name}: ${item.why ?? WORDS[item.is]}`).join('. ');
  place.changed(busy, ids);
}

function line(item) {
  const picture = here.get(item.card?.id);
  const sign = picture ? element('img', { src: picture, alt: '' }) : icon('page');
  const words = element('span', { class: 'tray-words' }, element('b', { dir: 'auto' }, item.name));
  if (item.is === 'failed') words.append(element('span', { class: 'tray-fault' }, item.why));
  else words.append(element('span', {}, item.is === 'done' ? size(item.size) : `${size(item.size)} · ${WORDS[item.is]}`));
  const row = element('li', { class: `tray-item is-${item.is}`, 'data-testid': 'attached', 'data-is': item.is }, sign, words);
  if (item.is === 'sending') {
    item.bar = element('progress', { max: 1, value: item.part, 'aria-label': item.name });
    words.append(item.bar);
  }
  if (item.isPassing && item.is === 'failed') row.append(button('file-tool', `${WORDS.again}: ${item.name}`, 'again', () => upload(item)));
  row.append(button('file-tool', `${item.is === 'sending' ? WORDS.cancel : WORDS.remove}: ${item.name}`, 'close', () => remove(item)));
  return row;
}

function size(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** A file of a message. The page makes the element with its facts; what it shows is made here. */
class BatonFile extends HTMLElement {
  connectedCallback() {
    if (this.childElementCount || !state.conversation) return;
    const facts = this.dataset.facts.split(' ');
    const name = this.textContent;
    if (name) this.show({ id: facts[0], name, size: +facts[1], width: +facts[2], height: +facts[3] });
    // What this page has stored itself is known here: its ids are enough.
    else this.append(...facts.filter((id) => cards.has(id)).map((id) => element('baton-file', { 'data-facts': id }, cards.get(id).name)));
  }

  show(card) {
    if (!cards.has(card.id)) cards.set(card.id, card);
    const { id: file, name, size: bytes, width, height } = cards.get(card.id);
    this.file = file;
    this.address = `/api/conversations/${state.conversation}/files/${file}`;
    this.link = element('a', { class: 'file', target: '_blank', rel: 'noopener', download: name, 'data-testid': 'file' });
    // The desk's cookie goes with every request; a token is in no address.
    if (!state.token) this.link.href = this.address;
    this.link.addEventListener('click', (event) => this.open(event));
    if (width) this.picture(name, width, height);
    else this.row(name, bytes);
    this.replaceChildren(this.link);
  }

  row(name, bytes) {
    const words = element('span', { class: 'tray-words' }, element('b', { dir: 'auto' }, name), element('span', {}, size(bytes)));
    this.link.append(icon('page'), words, icon('down'));
    if (!this.link.href) this.link.href = '#';
  }

  /** The box has its size before the picture is there: nothing jumps. */
  picture(name, width, height) {
    const scale = Math.min(1, SIDE_MAX / Math.max(width, height));
    const img = element('img', { alt: name, decoding: 'async' });
    this.link.classList.add('is-picture');
    this.link.style.width = `${Math.max(48, Math.round(width * scale))}px`;
    this.link.style.aspectRatio = `${width} / ${Math.min(height, width * 3)}`;
    this.link.append(img);
    const near = new IntersectionObserver((seen) => {
      if (!seen.some((it) => it.isIntersecting)) return;
      near.disconnect();
      this.load().then((url) => (img.src = this.link.href = url), () => this.link.classList.add('is-missing'));
    }, { rootMargin: '300px' });
    near.observe(this);
  }

  async load() {
    const { file } = this;
    if (here.has(file)) return here.get(file);
    if (!state.token) return this.address;
    const answer = await fetch(this.address, { headers: { authorization: `Bearer ${state.token}` } });
    if (!answer.ok) throw new Error(`${answer.status}`);
    const url = URL.createObjectURL(await answer.blob());
    here.set(file, url);
    return url;
  }

  /** A link that has its bytes is the browser's; for any other they are fetched first. */
  async open(event) {
    if (this.link.getAttribute('href') !== '#') return;
    event.preventDefault();
    this.link.classList.add('is-loading');
    try {
      this.link.href = await this.load();
      this.link.click();
    } catch {
      this.link.classList.add('is-missing');
      this.link.title = WORDS.missing;
    } finally {
      this.link.classList.remove('is-loading');
    }
  }
}

customElements.define('baton-file', BatonFile);

// A form that the site asks: before the chat, before a human, or when nobody is there. Fetched when it is needed.
//
// What it asks comes from the edge and goes back there, which checks it. What was typed is kept here until it is taken: a
// refusal, a lost connection, another language or a look elsewhere costs nobody a word.

import { element, style } from './parts.js';
import { WORDS, long } from './words.js';

const TYPES = { name: 'text', email: 'email', phone: 'tel', line: 'text' };
const AUTOCOMPLETE = { name: 'name', email: 'email', phone: 'tel' };

/** What is wrong with an answer; the code is the edge's. */
function told({ id, kind }, code, most) {
  if (code === 'too_long') return { name: WORDS.nameLong, message: WORDS.messageLong }[id] ?? long(most);
  if (code === 'no_email' || kind === 'email') return WORDS.noEmail;
  if (code === 'no_phone') return WORDS.noPhone;
  if (code === 'no_choice' || kind === 'choice') return WORDS.noChoice;
  if (kind === 'check') return WORDS.noCheck;
  return { name: WORDS.noName, message: WORDS.noMessage }[id] ?? WORDS.noAnswer;
}

/** What was typed, by form and field. */
const drafts = new Map();

style('form');

/**
 * Fills `place`. `known`: what the page knows of the visitor, and what stands in the composer. `tell` hears what becomes of
 * it: `message` with the text so far, `submitted`, and what the visitor wants instead: `back`, `instead`.
 */
export function show(place, state, known, tell) {
  const form = new Form(place, state, known, tell);
  form.load();
}

class Form {
  constructor(place, state, known, tell) {
    Object.assign(this, { place, state, known, tell });
    this.address = `/api/conversations/${state.conversation}/form`;
  }

  async load(said) {
    this.place.replaceChildren(element('p', { class: 'unseen', role: 'status' }, WORDS.loading));
    try {
      const answer = await this.ask();
      if (!answer.ok) throw new Error(`${answer.status}`);
      this.draw((await answer.json()).form, said);
    } catch {
      this.failed();
    }
  }

  ask(body) {
    const headers = { authorization: `Bearer ${this.state.token}` };
    if (body) headers['content-type'] = 'application/json';
    return fetch(this.address, { method: body ? 'POST' : 'GET', headers, body, cache: 'no-store' });
  }

  /** Without a connection it comes when there is one, or at a press. */
  failed() {
    const again = this.button('wide', WORDS.again, () => this.load());
    this.place.replaceChildren(element('p', { class: 'refusal', role: 'alert' }, WORDS.noConnection), again);
    addEventListener('online', () => again.isConnected && this.load(), { once: true });
  }

  draw(asked, said) {
    // Another tab has filled it in: the page hears it on its own way.
    if (!asked) return this.place.replaceChildren();
    const held = this.place.contains(document.activeElement);
    this.asked = asked;
    this.key = `${this.state.conversation} ${asked.form}`;
    if (!drafts.has(this.key)) drafts.set(this.key, new Map());
    this.draft = drafts.get(this.key);
    const isOffline = asked.form === 'offline';
    const title = isOffline ? WORDS.leaveUs : asked.is_before_human ? WORDS.beforeHuman : WORDS.beforeChat;
    this.form = element('form', { class: 'form', id: 'form', tabindex: '-1', novalidate: '', 'aria-labelledby': 'form-title' });
    this.form.dataset.testid = isOffline ? 'offline-form' : 'pre-chat-form';
    this.form.append(element('h2', { id: 'form-title' }, title));
    if (asked.is_refused && !this.isBack) this.refused();
    else this.questions(isOffline, said);
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.send(true);
    });
    // Whoever is led to the form is led to where it begins.
    this.form.addEventListener('focus', () => this.first()?.focus());
    this.place.replaceChildren(this.form);
    this.focus(held, said);
  }

  first() {
    return this.form.querySelector('input, textarea, select, button');
  }

  /** The keyboard is not taken from anywhere; but if it is nowhere, or what had it is gone, it is here. */
  focus(held, said) {
    const { activeElement: now } = document;
    const isNowhere = !now || now === document.body || now.closest('[hidden]');
    if (said) this.summary.focus();
    else if (document.hasFocus() && (held || isNowhere)) this.first()?.focus();
  }

  questions(isOffline, said) {
    const { fields, consent } = this.asked;
    if (isOffline) this.form.append(element('p', {}, WORDS.weReply));
    const isMixed = fields.some((it) => !it.required) || (consent && !consent.required);
    if (isMixed) this.form.append(element('p', { class: 'form-note' }, WORDS.required));
    this.summary = element('div', { class: 'summary', id: 'summary', role: 'alert', tabindex: '-1', hidden: '' });
    this.form.append(this.summary);
    this.controls = new Map();
    for (const field of fields) this.form.append(this.field(field, isMixed));
    if (consent) this.form.append(this.consent(consent));
    this.problem = element('p', { class: 'refusal', role: 'alert' });
    const submit = element('button', { class: 'wide filled' }, isOffline ? WORDS.submit : this.asked.is_before_human ? WORDS.goOn : WORDS.begin);
    this.submit = submit;
    const buttons = element('div', { class: 'pair' }, submit);
    if (consent?.required && !isOffline) buttons.append(this.button('wide plain', WORDS.disagree, () => this.send(false)));
    if (this.asked.can_go_back) buttons.append(this.button('wide plain', WORDS.toBot, () => this.tell('back', '')));
    this.form.append(this.problem, buttons);
    if (said) this.faults([{ field: 'consent', words: said }]);
  }

  /** A labelled control with what is wrong with it. */
  field(field, isMixed) {
    const { kind, required, choices = [] } = field;
    const id = `field-${field.id}`;
    const shared = { id, 'aria-describedby': `${id}-fault` };
    if (required) shared.required = '';
    let control;
    if (kind === 'text') control = element('textarea', { ...shared, rows: '4' });
    else if (kind === 'choice') {
      control = element('select', shared, element('option', { value: '' }, WORDS.choose), ...choices.map((it) => element('option', { value: it }, it)));
    } else if (kind === 'check') control = element('input', { ...shared, type: 'checkbox' });
    else control = element('input', { ...shared, type: TYPES[kind] ?? 'text', autocomplete: AUTOCOMPLETE[kind] ?? 'off' });
    this.keep(control, field.id, this.draft.get(field.id) ?? (field.value || this.known[field.id] || ''));
    const label = element('label', { for: id }, this.said(field.label, field.labels, true));
    if (required && isMixed) label.append(element('span', { 'aria-hidden': 'true' }, ' *'));
    const fault = element('p', { class: 'fault', id: `${id}-fault` });
    this.controls.set(field.id, { control, fault, field });
    if (kind === 'check') return element('div', { class: 'field is-check' }, element('div', { class: 'check' }, control, label), fault);
    return element('div', { class: 'field' }, label, control, fault);
  }

  consent(consent) {
    const control = element('input', { type: 'checkbox', id: 'field-consent', 'aria-describedby': 'field-consent-fault' });
    if (consent.required) control.required = true;
    this.keep(control, 'consent', this.draft.get('consent') ?? '');
    this.agreed = this.said(consent.text, consent.texts);
    const label = element('label', { for: 'field-consent' }, this.agreed);
    const fault = element('p', { class: 'fault', id: 'field-consent-fault' });
    this.controls.set('consent', { control, fault, field: { id: 'consent', kind: 'check', required: consent.required } });
    const made = element('div', { class: 'field is-check is-consent' }, element('div', { class: 'check' }, control, label));
    if (consent.url) made.append(element('a', { href: consent.url, target: '_blank', rel: 'noopener noreferrer' }, WORDS.more));
    made.append(fault);
    return made;
  }

  /** Shows what was typed before, and remembers what is typed now. */
  keep(control, id, value) {
    const isCheck = control.type === 'checkbox';
    if (isCheck) control.checked = value === 'yes';
    else control.value = value;
    const heard = () => {
      this.draft.set(id, isCheck ? (control.checked ? 'yes' : '') : control.value);
      if (id === 'message') this.tell('message', control.value);
    };
    // What comes from the composer is this form's now.
    if (!isCheck && value) this.draft.set(id, value);
    control.addEventListener(isCheck || control.matches('select') ? 'change' : 'input', heard);
  }

  /** A text of the site in the visitor's language; one of our own labels is said as the widget says it. */
  said(text, others = {}, isOurs = false) {
    const { lang } = document.documentElement;
    return others[lang] ?? (isOurs ? (globalThis.baton?.say?.(text) ?? text) : text);
  }

  /** Who does not agree is told what is left. */
  refused() {
    const { contact, can_leave_message: canLeave, can_go_back: canGoBack } = this.asked;
    this.form.dataset.testid = 'refused';
    this.form.append(element('p', { role: 'status' }, contact || canLeave ? WORDS.refusedBut : WORDS.refused));
    if (contact) this.form.append(element('p', {}, element('a', { href: `mailto:${contact}` }, contact)));
    const buttons = element('div', { class: 'pair' });
    if (canLeave) buttons.append(this.button('wide filled', WORDS.instead, () => this.tell('instead', '')));
    buttons.append(this.button('wide plain', WORDS.toForm, () => {
      this.isBack = true;
      this.draw(this.asked);
    }));
    if (canGoBack) buttons.append(this.button('wide plain', WORDS.toBot, () => this.tell('back', '')));
    this.form.append(buttons);
  }

  button(classes, words, act) {
    const made = element('button', { type: 'button', class: classes }, words);
    made.addEventListener('click', act);
    return made;
  }

  async send(agrees) {
    if (this.isBusy) return;
    this.faults([]);
    // What can be seen here is told at once and together; the edge looks at all of it again.
    const wrong = [...this.controls.values()].flatMap(({ control, field: { id, required } }) => {
      const isEmpty = control.type === 'checkbox' ? !control.checked : !control.value.trim();
      if (required && isEmpty) return [{ field: id, code: 'missing' }];
      return control.type === 'email' && !control.validity.valid ? [{ field: id, code: 'no_email' }] : [];
    });
    if (agrees && wrong.length) return this.faults(wrong);
    this.busy(true);
    try {
      const answer = await this.ask(JSON.stringify(this.filled(agrees)));
      const body = await answer.json();
      if (answer.ok) return this.taken(body.form, agrees);
      this.busy(false);
      if (body.code === 'consent_changed') {
        this.draft.delete('consent');
        this.load(globalThis.baton?.translated?.(body.message) ?? body.message);
      } else if (body.faults) this.faults(body.faults);
      else this.refuse(globalThis.baton?.translated?.(body.message) ?? body.message);
    } catch {
      this.busy(false);
      this.refuse(WORDS.noConnection);
    }
  }

  filled(agrees) {
    const { form, consent } = this.asked;
    const answers = {};
    for (const [id, { control }] of this.controls) {
      if (id === 'consent' || !agrees) continue;
      answers[id] = control.type === 'checkbox' ? (control.checked ? 'yes' : '') : control.value;
    }
    const given = agrees && !!this.controls.get('consent')?.control.checked;
    const said = consent && { version: consent.version, text: this.agreed, given };
    return { form, answers, consent: said, language: document.documentElement.lang };
  }

  /** Taken: the page goes on when the edge has told it so; a refusal stays here. */
  taken(next, agrees) {
    this.isBack = false;
    if (agrees) {
      drafts.delete(this.key);
      this.tell('submitted', this.asked.form);
    }
    if (next) {
      this.busy(false);
      this.draw(next);
    }
  }

  busy(on) {
    this.isBusy = on;
    this.submit.setAttribute('aria-disabled', on);
    this.problem.textContent = '';
  }

  refuse(words) {
    this.problem.textContent = words;
    this.submit.focus();
  }

  /** Each beside its field, and all of them at the top with the way to each. */
  faults(found) {
    for (const { control, fault } of this.controls.values()) {
      fault.textContent = '';
      control.removeAttribute('aria-invalid');
    }
    const lines = found.flatMap(({ field: id, code, chars_max: most, words }) => {
      const at = this.controls.get(id);
      if (!at) return [];
      const why = words ?? told(at.field, code, most);
      at.fault.textContent = why;
      at.control.setAttribute('aria-invalid', 'true');
      const label = this.form.querySelector(`label[for="${at.control.id}"]`).firstChild.textContent;
      // Words that stand for themselves; others are told with what they are about.
      const isNamed = ['consent', 'name', 'email', 'message'].includes(id);
      const link = element('a', { href: `#${at.control.id}` }, isNamed ? why : `${label}: ${why}`);
      link.addEventListener('click', (event) => {
        event.preventDefault();
        at.control.focus();
      });
      return [element('li', {}, link)];
    });
    this.summary.hidden = !lines.length;
    this.summary.replaceChildren(...(lines.length ? [element('p', {}, this.asked.form === 'offline' ? WORDS.notSent : WORDS.notTaken), element('ul', {}, ...lines)] : []));
    if (lines.length) this.summary.focus();
  }
}

// A small choice of the platform's own emoji: a grid that the arrow keys walk.

import { element } from './parts.js';
import { WORDS } from './words.js';

const COLUMNS = 8;

const ALL = [
  ...'😀😃😄😁😅😂🙂😉😊😇🥰😍😘😋😜🤗🤔🤨😐😏😬😌😴😷🤒🤯😎🤓😕😟😮😳🥺😢😭😤😡😱😓🙄',
  ...'👍👎👌🤞🤝👏🙌🙏💪👋🤙👀🔥✨🎉🎁💡✅❌❓❗💯⏰📅📌📎📦🚚💳💶🛒🏷📷📞💬📧🔍🔒🌍🏠',
  '❤️', '🧡', '💚', '💙', '💜', '💔', '⭐', '☀️',
];

let open;

/** Opens the grid above its button, or closes it. */
export function toggle(button, field) {
  if (open) return open.close();
  const cells = ALL.map((emoji, at) =>
    element('button', { type: 'button', role: 'gridcell', class: 'emoji', tabindex: at ? -1 : 0 }, emoji));
  const rows = [];
  for (let at = 0; at < cells.length; at += COLUMNS) rows.push(element('div', { role: 'row' }, ...cells.slice(at, at + COLUMNS)));
  const grid = element('div', { role: 'grid', 'aria-label': WORDS.emoji, class: 'emojis', 'data-testid': 'emojis' }, ...rows);
  const leaving = new AbortController();
  const { signal } = leaving;
  open = {
    close(isGivenUp) {
      leaving.abort();
      grid.remove();
      button.setAttribute('aria-expanded', 'false');
      open = undefined;
      if (!isGivenUp) field.focus();
    },
  };
  const choose = (emoji) => {
    field.setRangeText(emoji, field.selectionStart, field.selectionEnd, 'end');
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    open.close();
  };
  grid.addEventListener('click', ({ target }) => target.matches('.emoji') && choose(target.textContent), { signal });
  grid.addEventListener('keydown', (event) => walk(event, cells), { signal });
  // Outside of it, or where the focus has gone: closed.
  document.addEventListener('pointerdown', ({ target }) => {
    if (!grid.contains(target) && !button.contains(target)) open.close(true);
  }, { signal });
  grid.addEventListener('focusout', ({ relatedTarget }) => {
    if (open && relatedTarget && !grid.contains(relatedTarget) && relatedTarget !== button) open.close(true);
  }, { signal });
  button.setAttribute('aria-expanded', 'true');
  button.closest('form').append(grid);
  cells[0].focus();
}

function walk(event, cells) {
  const at = cells.indexOf(document.activeElement);
  const last = cells.length - 1;
  const row = at - (at % COLUMNS);
  const to = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at - COLUMNS,
    ArrowDown: at + COLUMNS,
    Home: event.ctrlKey ? 0 : row,
    End: event.ctrlKey ? last : Math.min(last, row + COLUMNS - 1),
  }[event.key];
  if (event.key === 'Escape') {
    // The panel around it stays open.
    event.stopPropagation();
    return open.close();
  }
  if (to === undefined) return;
  event.preventDefault();
  const next = cells[Math.max(0, Math.min(last, to))];
  cells[at].tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

// The conversation as a page for saving. The visitor's token goes in a header, so the address says nothing to anybody.

import { button, element } from './parts.js';
import { WORDS } from './words.js';

/** Who has it saved it under the edge's name for it. */
const NAME = /filename="([\w.-]+)"/;

async function save({ conversation, token }) {
  const answer = await fetch(`/api/conversations/${conversation}/transcript`, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Error(`the transcript was answered with ${answer.status}`);
  const [, name] = NAME.exec(answer.headers.get('content-disposition')) ?? [undefined, 'conversation.html'];
  const url = URL.createObjectURL(await answer.blob());
  element('a', { href: url, download: name }).click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** The button. `state` holds the conversation and its token as they are when it is pressed; `tell` says what went wrong. */
export function transcript(state, tell) {
  const made = button('round', WORDS.transcript, 'down', async () => {
    const { conversation, token } = state();
    if (!conversation || made.ariaBusy === 'true') return;
    made.ariaBusy = 'true';
    tell('');
    await save({ conversation, token }).catch(() => tell(WORDS.failed));
    made.ariaBusy = 'false';
  });
  made.dataset.testid = 'transcript';
  return made;
}

// Two soft notes for a message that nobody has seen. Off until the visitor wants them; the desk has a ring of its own.

import { button, icon } from './parts.js';
import { WORDS } from './words.js';

const KEY = 'baton:sound';
const NOTES = [[660, 0], [880, 0.12]];

let audio;

export function isOn() {
  try {
    return localStorage.getItem(KEY) === 'on';
  } catch {
    return false;
  }
}

function set(on) {
  try {
    localStorage.setItem(KEY, on ? 'on' : 'off');
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}

/** Plays, if it is wanted and the browser lets a page be heard that was touched. */
export async function play() {
  if (!isOn()) return;
  audio ??= new AudioContext();
  await audio.resume();
  const now = audio.currentTime;
  for (const [pitch, after] of NOTES) {
    const note = new OscillatorNode(audio, { frequency: pitch });
    const loud = new GainNode(audio, { gain: 0 });
    loud.gain.setValueAtTime(0, now + after);
    loud.gain.linearRampToValueAtTime(0.12, now + after + 0.02);
    loud.gain.exponentialRampToValueAtTime(0.001, now + after + 0.35);
    note.connect(loud).connect(audio.destination);
    note.start(now + after);
    note.stop(now + after + 0.4);
  }
  document.dispatchEvent(new CustomEvent('baton:sounded'));
}

/** The switch. */
export function sound() {
  const made = button('round', '', 'silent', () => {
    set(!isOn());
    show();
    play();
  });
  made.dataset.testid = 'sound';
  const show = () => {
    const on = isOn();
    made.setAttribute('aria-label', on ? WORDS.soundOn : WORDS.soundOff);
    made.title = made.ariaLabel;
    made.setAttribute('aria-pressed', on);
    made.replaceChildren(icon(on ? 'sound' : 'silent'));
  };
  show();
  return made;
}

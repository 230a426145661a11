// Two soft notes for a message that nobody has seen. Off until the visitor wants them; the desk has a ring of its own.

import { button, icon } from './parts.js';
import { WORDS } from './words.js';

const KEY = 'baton:sound';
const NOTES = [[660, 0], [880, 0.12]];

let audio;

let isOn = false;
try {
  isOn = localStorage.getItem(KEY) === 'on';
} catch {
  // A frame that may keep nothing asks again next time.
}

function set(on) {
  isOn = on;
  try {
    localStorage.setItem(KEY, on ? 'on' : 'off');
  } catch {
    // As above: it holds as long as the page.
  }
}

/** Plays, if it is wanted and the browser lets a page be heard that was touched. */
export async function play() {
  if (!isOn) return;
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
    set(!isOn);
    show();
    play();
  });
  made.dataset.testid = 'sound';
  const show = () => {
    made.setAttribute('aria-label', isOn ? WORDS.soundOn : WORDS.soundOff);
    made.title = made.ariaLabel;
    made.setAttribute('aria-pressed', isOn);
    made.replaceChildren(icon(isOn ? 'sound' : 'silent'));
  };
  show();
  return made;
}

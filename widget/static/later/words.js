/** Every word of this part, in one place: English, which is the name of a text in the visitor's language. */
const ENGLISH = {
  attach: 'Attach a file',
  attached: 'Attached files',
  emoji: 'Emoji',
  picture: 'picture',
  waiting: 'waiting for the connection',
  sending: 'sending',
  done: 'attached',
  tooMany: 'One message takes at most 5 files.',
  tooLarge: 'This file is too large; 10 MB are possible.',
  empty: 'This file is empty.',
  offline: 'No connection. It is sent when there is one.',
  failed: 'This did not work. Please try again.',
  missing: 'This file can’t be loaded now.',
  again: 'Try again',
  cancel: 'Cancel',
  remove: 'Remove',
  soundOn: 'Sound is on',
  soundOff: 'Sound is off',
  transcript: 'Download transcript',
};

/** As the widget says it now (`frame/words.js`); the desk is English. */
export const WORDS = new Proxy(ENGLISH, {
  get: (english, name) => globalThis.baton?.say?.(english[name]) ?? english[name],
});

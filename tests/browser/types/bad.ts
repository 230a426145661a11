// What must not compile: each line is an error that an editor shows.
/// <reference path="../../../widget/baton.d.ts" />

// @ts-expect-error a site is needed
Baton.load({ department: 'orders' });
// @ts-expect-error no such method
Baton.explode();
// @ts-expect-error no such method, before the script is there
Baton('explode');
// @ts-expect-error an object is no value
Baton.setAttributes({ plan: {} });
// @ts-expect-error a token is nobody's without a name
Baton.identify({ jwt: 'a.b.c' });
// @ts-expect-error no such event
Baton.on('opened', () => {});
// @ts-expect-error the event brings a count
Baton.on('unread', ({ unread }) => unread);
// @ts-expect-error a department is a text
Baton.requestHuman({ department: 7 });
// @ts-expect-error `ready` is a promise
Baton.ready = Promise.resolve();
// @ts-expect-error no such end
Baton.on('handover:ended', ({ end }) => end === 'lost');

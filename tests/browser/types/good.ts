// Everything that docs/embed.md shows, as a developer's editor sees it: this must compile.
/// <reference path="../../../widget/baton.d.ts" />

Baton('load', { site: 'demo', department: 'orders', position: 'left', contact: 'help@shop.example' });
Baton('setAttributes', { plan: 'gold' });
Baton('ready', () => {});
Baton.load({ site: 'demo' });
Baton.show();
Baton.hide();
Baton.open();
Baton.close();
Baton.toggle();
Baton.identify({ userId: 'u1', jwt: 'a.b.c' });
Baton.identify({ userId: 'u1', getToken: async () => 'a.b.c' });
Baton.update({ department: 'billing', locale: 'de', theme: 'dark', attributes: { plan: 'gold' } });
Baton.setAttributes({ plan: 'gold', seats: 12, trial: null, since: new Date() });
Baton.setDepartment('billing');
Baton.setLocale('de');
Baton.setTheme('dark');
Baton.setTheme({ accent: '#2459cf' });
Baton.prefill('I would like to return my order.');
Baton.prefill({ message: 'Hello', name: 'A Customer', email: 'customer@example.com' });
Baton.track('added to basket', { price: 240 });
Baton.pageView();
Baton.pageView('/tents', 'Tents');
Baton.requestHuman();
Baton.requestHuman({ department: 'billing', reason: 'The payment was refused twice.' });
Baton.reset();
Baton.destroy();
const off: () => void = Baton.on('unread', ({ count }) => count.toFixed());
off();
Baton.off('unread');
const ready: Promise<void> = Baton.ready;
ready.then(() => {});
Baton.on('handover:ended', ({ end }) => end === 'timed_out');
Baton.on('handover:position', ({ position, wait }) => position + (wait?.toSeconds ?? 0));
addEventListener('baton:agent:joined', ({ detail }) => detail.name.trim());
window.Baton?.open();

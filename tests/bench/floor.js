// The floor: the least that a launcher with a chat panel can cost. One file written by hand, no dependency, no other
// document, nothing behind it.
(() => {
  const element = (name, attributes, ...children) => {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...children);
    return made;
  };
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`:host{all:initial;position:fixed;inset:auto 20px 20px auto;font:15px/1.5 system-ui,sans-serif}
button,textarea{font:inherit;border:0}
.launcher{width:60px;height:60px;border-radius:50%;color:#fff;background:#1d5c4a;cursor:pointer}
.panel{position:absolute;right:0;bottom:76px;width:360px;height:min(520px,100vh - 116px);display:flex;flex-direction:column;
border-radius:16px;background:#fff;color:#222;box-shadow:0 8px 24px #0005;overflow:hidden}
.panel[hidden]{display:none}
.log{flex:1;overflow:auto;padding:16px}
form{display:flex;gap:8px;padding:12px;border-top:1px solid #ddd}
textarea{flex:1;resize:none}`);
  const host = element('div');
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [sheet];
  const log = element('div', { className: 'log' });
  const field = element('textarea', { rows: 1, placeholder: 'Write a message…' });
  const form = element('form', {}, field, element('button', { textContent: 'Send' }));
  form.onsubmit = (event) => {
    event.preventDefault();
    log.append(element('p', { textContent: field.value }));
    field.value = '';
  };
  const panel = element('section', { className: 'panel', hidden: true }, log, form);
  const launcher = element('button', { className: 'launcher', textContent: 'Chat' });
  launcher.onclick = () => {
    panel.hidden = !panel.hidden;
    field.focus();
  };
  root.append(panel, launcher);
  document.body.append(host);
})();

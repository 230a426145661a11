// Small parts of the page, made without markup in text.

const SVG = 'http://www.w3.org/2000/svg';

const PATHS = {
  attach: 'M19 11.5 12 18.4a4.6 4.6 0 0 1-6.5-6.5l7.6-7.5a3 3 0 0 1 4.3 4.3l-7.5 7.4a1.5 1.5 0 0 1-2.1-2.1l6.8-6.8',
  smile: 'M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0zM8.3 14a4.3 4.3 0 0 0 7.4 0M9.2 9.6v.1M14.8 9.6v.1',
  page: 'M7 3.5h7l4.5 4.5v12.5H7zM13.5 4v4.5H18M10 13h5M10 16.5h5',
  down: 'M12 4.5v11M7.5 11l4.5 4.5 4.5-4.5M5 19.5h14',
  close: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  again: 'M19 12a7 7 0 1 1-2.1-5M19 4v3.6h-3.6',
  sound: 'M5 9.5v5h3.2l4.3 3.6V5.9L8.2 9.5zM16 9.2a4 4 0 0 1 0 5.6',
  silent: 'M5 9.5v5h3.2l4.3 3.6V5.9L8.2 9.5zM16 9.5l5 5M21 9.5l-5 5',
};

/** An element with its attributes and children. */
export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** A line drawing that repeats what a text says. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('d', PATHS[name]);
  for (const [key, value] of [['viewBox', '0 0 24 24'], ['aria-hidden', 'true'], ['class', 'line-icon']]) svg.setAttribute(key, value);
  svg.append(line);
  return svg;
}

/** A button that is only a drawing, with its name for whoever does not see it. */
export function button(classes, name, drawn, act) {
  const made = element('button', { type: 'button', class: classes, 'aria-label': name, title: name }, icon(drawn));
  made.addEventListener('click', act);
  return made;
}

/** The style sheet of a part. */
export function style(part) {
  document.head.append(element('link', { rel: 'stylesheet', href: `/widget/later/${part}.css` }));
}

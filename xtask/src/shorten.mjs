// Gives what a page's wasm and its script call each other by the short names that wasm-opt has chosen: written out, they
// are a tenth of what both weigh.
//
// `node shorten.mjs SCRIPT NAMES`: the script as wasm-bindgen has written it, and what `--minify-imports-and-exports-and-modules`
// has printed. It makes one module of all, so the script hands over one object.
import { readFileSync, writeFileSync } from 'node:fs';

const [, , script, names] = process.argv;
const { imports, exports } = JSON.parse(readFileSync(names, 'utf8'));
const OWN = /\.\/\w+_bg\.js/;
const short = new Map(imports.filter(([module]) => OWN.test(module)).map(([, long, brief]) => [long, brief]));
const called = new Map(exports);
let text = readFileSync(script, 'utf8');

// One function each, to the next one or the end of all. What the wasm does not call any more goes.
text = text.replace(/^ {8}(__wb\w+): [^]*?(?=^ {8}__wb\w+: |^ {4}\};)/gm, (all, name) =>
  short.has(name) ? all.replace(name, short.get(name)) : '',
);
// A library of Leptos' exports classes for streams, which no page of ours names.
text = text.replace(/^export class IntoUnderlying[^]*?^\}\n(if \(Symbol\.dispose\).*\n)?/gm, '');
text = text.replace(/\bwasm\.(\w+)/g, (all, name) => (called.has(name) ? `wasm.${called.get(name)}` : all));

// Functions of our own files are handed over beside wasm-bindgen's.
const others = new Map([...text.matchAll(/import \* as (\w+) from "(.+)"/g)].map(([, name, module]) => [module, name]));
const lent = imports.filter(([module]) => !OWN.test(module)).map(([module, long, brief]) => `${brief}: ${others.get(module)}.${long}`);
const handed = /return \{\s*__proto__: null,\s*"[^"]+": import0,[^}]*\};/;
if (!handed.test(text) || lent.some((one) => one.includes('undefined'))) throw new Error('wasm-bindgen writes another script now');
text = text.replace(handed, `return { a: { ...import0, ${lent.join(', ')} } };`);
writeFileSync(script, `${text}\nexport { __wbg_get_imports, __wbg_finalize_init };\n`);

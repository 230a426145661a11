// The types, the documentation and the script say the same, by the TypeScript compiler.
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "./fixtures.mjs";
import { tag } from "./support/website.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const TYPES = path.join(ROOT, "widget/baton.d.ts");

function compiled(file) {
  const options = { strict: true, noEmit: true, target: ts.ScriptTarget.ES2022, lib: ["lib.es2022.d.ts", "lib.dom.d.ts"], types: [] };
  const program = ts.createProgram([path.join(ROOT, "tests/browser/types", file)], options);
  const words = ({ messageText, file, start }) => {
    const line = file ? `${path.basename(file.fileName)}:${file.getLineAndCharacterOfPosition(start).line + 1}: ` : "";
    return line + ts.flattenDiagnosticMessageText(messageText, " ");
  };
  return ts.getPreEmitDiagnostics(program).map(words);
}

/** The names that an interface of the types has. */
function members(name) {
  const source = ts.createSourceFile(TYPES, readFileSync(TYPES, "utf8"), ts.ScriptTarget.ES2022);
  const found = source.statements.find((it) => ts.isInterfaceDeclaration(it) && it.name.text === name);
  return found.members.map((it) => it.name?.text).filter(Boolean);
}

test("what the documentation shows compiles, and what is wrong does not", () => {
  expect(compiled("good.ts")).toEqual([]);
  expect(compiled("bad.ts")).toEqual([]);
});

test("every method and event of the types is there, is served and is documented", async ({ engine, arrive }) => {
  const visitor = await arrive({ "/": { head: tag(engine) } });
  const there = await visitor.page.evaluate(() => Object.keys(Baton));
  expect(there.sort()).toEqual([...members("BatonMethods"), "ready"].sort());
  const served = await fetch(`${engine.origin}/baton.d.ts`);
  expect(await served.text()).toBe(readFileSync(TYPES, "utf8"));
  const document = readFileSync(path.join(ROOT, "docs/embed.md"), "utf8");
  const methods = [...members("BatonMethods"), "ready"].filter((name) => !document.includes(`Baton.${name}`));
  expect(methods, "methods without an example").toEqual([]);
  const events = members("BatonEvents").filter((name) => !document.includes(`| \`${name}\` |`));
  expect(events, "events without a row").toEqual([]);
  expect(members("BatonEvents")).toHaveLength(21);
});

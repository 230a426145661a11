// Takes out of a page's wasm what nobody hears or calls.
//
// A panic's words have no place to go to in a browser: without them it is the trap that it was before. They, their
// formatting and the places in the source were a tenth of the file (docs/decisions/0007).
//
// `node trim.mjs FILE`, after wasm-bindgen and before wasm-opt, which then removes whatever only these have used. With
// `--all` also what a page can do without that never prints a value for a developer (`{:?}`): the visitor's.
import { readFileSync, writeFileSync } from 'node:fs';
import binaryen from 'binaryen';

/** What the standard library calls when it gives up. None of them ever returns. */
const GIVES_UP = [
  /^core::panicking::/,
  /^core::(option::(unwrap|expect)|result::unwrap)_failed/,
  /^core::cell::(panic_already_|lazy::panic_)/,
  /^core::slice::(index::slice_index_fail|copy_from_slice_impl::len_mismatch_fail)/,
  /^core::str::slice_error_fail/,
  /^alloc::raw_vec::(handle_error|capacity_overflow)/,
  /^alloc::alloc::handle_alloc_error/,
  /^<alloc::vec::Vec<.*>>::\w+::assert_failed/,
  /^<?std::panicking::(panic_handler|panic_with_hook|begin_panic)/,
  /^std::thread::local::panic_access_error/,
  /^__rustc::rust_panic/,
];
/** What only a panic's words are made with, where nothing else prints values, and streams that nobody opens. */
const FOR_DEVELOPERS = [
  /^<(&?[iu]\w+|wasm_bindgen::JsValue|(core|std)::.*Error) as core::fmt::Debug>::fmt/,
  /^<std::io::.*Error as core::fmt::Display>::fmt/,
  /^<?wasm_streams::/,
];
/** Of wasm-bindgen's exports those that no page of ours names: a library's classes for streams, and a mark for splitting. */
const UNUSED = /intounderlying|SPLIT_MARKER/;
const PATH = /^[\w./-]+\.rs$/;
const LINE_MAX = 100_000;

const [, , file, all] = process.argv;
const unheard = all === '--all' ? [...GIVES_UP, ...FOR_DEVELOPERS] : GIVES_UP;
// The names stay for wasm-opt, which puts what is called alike together: that packs better.
binaryen.setDebugInfo(true);
const wasm = binaryen.readBinary(forget(readFileSync(file)));
for (const name of list(wasm.getNumExports(), (at) => binaryen.getExportInfo(wasm.getExportByIndex(at)).name))
  if (UNUSED.test(name)) wasm.removeExport(name);
for (const name of list(wasm.getNumFunctions(), (at) => binaryen.getFunctionInfo(wasm.getFunctionByIndex(at)).name))
  if (unheard.some((one) => one.test(plain(name)))) binaryen.Function(wasm.getFunction(name)).setBody(wasm.unreachable());
writeFileSync(file, wasm.emitBinary());

function list(length, each) {
  return Array.from({ length }, (_, at) => each(at));
}

/** Without binaryen's escapes and the compiler's hashes. */
function plain(name) {
  const text = name.replace(/\\([\da-f]{2})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
  return text.replace(/\[[\da-f]{16}\]/g, '');
}

/** Clears the places in the source that panics name: address and length of a path, line, column. */
function forget(bytes) {
  const parts = segments(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const where = (address, length) => {
    const part = parts.find(({ from, size }) => address >= from && address + length <= from + size);
    return part && part.at + address - part.from;
  };
  const paths = [];
  for (const { at, from, size } of parts) {
    for (let word = at + (-from & 3); word + 16 <= at + size; word += 4) {
      const [address, length, line, column] = [0, 4, 8, 12].map((next) => view.getUint32(word + next, true));
      if (!line || line > LINE_MAX || column > LINE_MAX || length < 4 || length > 256) continue;
      const path = where(address, length);
      if (path === undefined || !PATH.test(bytes.toString('latin1', path, path + length).replace(/\0$/, ''))) continue;
      bytes.fill(0, word, word + 16);
      paths.push([path, path + length]);
    }
  }
  for (const [from, to] of paths) bytes.fill(0, from, to);
  return bytes;
}

/** The data that is laid into memory at the start: where in the file, at which address, how long. */
function segments(bytes) {
  let at = 8;
  const number = () => {
    let [value, shift, byte] = [0, 0, 0];
    do {
      byte = bytes[at++];
      value |= (byte & 127) << shift;
      shift += 7;
    } while (byte & 128);
    return value >>> 0;
  };
  while (at < bytes.length) {
    const [id, size] = [bytes[at++], number()];
    if (id !== 11) {
      at += size;
      continue;
    }
    return list(number(), () => {
      const [kind, constant] = [number(), bytes[at++]];
      if (kind !== 0 || constant !== 0x41) throw new Error('data at an address that is not a number');
      const from = number();
      at += 1;
      const size = number();
      at += size;
      return { at: at - size, from, size };
    });
  }
  return [];
}

// Loads the desk, and says so in words when that fails: a blank page helps nobody.
import init from "/desk/console.js";

// The page asks for Trusted Types. Leptos makes an element in which nothing ever changes from a text of this program;
// such a text has no tag or attribute that could run or load something. Any other text is refused.
const HARMLESS_TAG =
  /<\/?(?!base|embed|form|iframe|link|math|meta|object|script|style|template)[a-z][a-z0-9]*(?: (?!action|form|href|on|src|style|xlink)[A-Za-z-]+(?:="[^"<>]*")?)*>/g;

globalThis.trustedTypes?.createPolicy("default", {
  createHTML: (text) => (text.replace(HARMLESS_TAG, "").includes("<") ? null : text),
});

// Only whoever opens analytics needs what draws charts. Without it the numbers are there as tables.
addEventListener("baton:charts", () => {
  import("/desk/charts.js").catch((cause) => console.error(cause));
});

init({ module_or_path: "/desk/console_bg.wasm" }).catch((cause) => {
  console.error(cause);
  const place = document.getElementById("boot");
  if (place === null) return;
  place.setAttribute("role", "alert");
  place.textContent = typeof WebAssembly === "object"
    ? "The desk could not be loaded. Check the connection and load this page again."
    : "The desk needs WebAssembly, which this browser does not have or has switched off.";
});

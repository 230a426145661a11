// Loads the desk, and says so in words when that fails: a blank page helps nobody.
import init from "/desk/console.js";

// The edge serves this page with Trusted Types. Leptos makes elements in which nothing changes from a text of this
// program; such a text holds plain tags and no attribute that could run or load something. Any other text is refused.
const PLAIN_TAG =
  /<\/?(?:code|dd|div|dt|em|h[1-3]|kbd|label|legend|li|p|path|span|strong|svg|ul)(?: (?:aria-[a-z]+|class|d|for|id|role|viewBox)="[^"<>]*")*>/g;

globalThis.trustedTypes?.createPolicy("default", {
  createHTML: (text) => (text.replace(PLAIN_TAG, "").includes("<") ? null : text),
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

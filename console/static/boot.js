// Loads the desk, and says so in words when that fails: a blank page helps nobody.
import init from "/desk/console.js";

init({ module_or_path: "/desk/console_bg.wasm" }).catch((cause) => {
  console.error(cause);
  const place = document.getElementById("boot");
  if (place === null) return;
  place.setAttribute("role", "alert");
  place.textContent = typeof WebAssembly === "object"
    ? "The desk could not be loaded. Check the connection and load this page again."
    : "The desk needs WebAssembly, which this browser does not have or has switched off.";
});

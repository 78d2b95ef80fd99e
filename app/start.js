// Starts the app. The build writes the hashed file names into the tag of this module.

import { isPlainMarkup } from "./markup.js";

// The framework sets its compiled-in static markup through innerHTML; nothing else may.
window.trustedTypes?.createPolicy("default", {
  createHTML: (markup) => (isPlainMarkup(markup) ? markup : null),
});

const tag = document.querySelector("script[data-js]");
const notice = document.getElementById("start-notice");

try {
  const { default: start } = await import(tag.dataset.js);
  await start({ module_or_path: tag.dataset.wasm });
  notice.remove();
} catch (error) {
  console.error(error);
  notice.setAttribute("role", "alert");
  notice.textContent =
    "Der Amtskoffer konnte nicht starten. Bitte laden Sie die Seite neu. " +
    "Hilft das nicht, melden Sie sich bei Ihrer Systembetreuung.";
}

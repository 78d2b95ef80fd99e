// The relay between the page and the companion. It holds no state and understands no message:
// one native port for each page port, both closed together. The page owns the reconnecting.

const COMPANION = "de.amtskoffer.companion";

// The configured origin stands in one place only, the manifest.
const [pattern] = chrome.runtime.getManifest().externally_connectable.matches;
const origin = pattern.slice(0, -"/*".length);

chrome.runtime.onConnectExternal.addListener((page) => {
  if (page.sender?.origin !== origin) {
    page.disconnect();
    return;
  }
  const companion = chrome.runtime.connectNative(COMPANION);

  page.onMessage.addListener((message) => companion.postMessage(message));
  page.onDisconnect.addListener(() => companion.disconnect());

  companion.onMessage.addListener((message) => page.postMessage(message));
  companion.onDisconnect.addListener(() => {
    const reason = chrome.runtime.lastError?.message ?? "";
    page.postMessage({ relay: "closed", reason });
    page.disconnect();
  });
});

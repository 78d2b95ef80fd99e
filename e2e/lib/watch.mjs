// What the page shows, and how soon. The page notes it itself, so that looking costs nothing and nothing is missed.

import { until } from "./stage.mjs";

/**
 * Does something and gives the milliseconds from its begin until the text of an element matches. With
 * `gone` it must first match that. An element that is not there has the text "".
 */
export async function millisecondsUntil(page, selector, wanted, doIt, { gone } = {}) {
  await note(page, selector);
  const begin = Date.now();
  await doIt();
  return until(async () => {
    const seen = await page.evaluate(() => window.seen);
    const from = gone ? seen.findIndex(({ text }) => gone.test(text)) : 0;
    if (from < 0) return undefined;
    const found = seen.slice(from).find(({ text }) => wanted.test(text));
    return found && found.at - begin;
  }, `${selector} says ${wanted}`);
}

/** Does something and gives every text that an element had meanwhile, however short. */
export async function textsWhile(page, selector, doIt) {
  await note(page, selector);
  await doIt();
  return page.evaluate(() => window.seen.map(({ text }) => text));
}

function note(page, selector) {
  return page.evaluate((looked) => {
    const note = () => window.seen.push({ text: document.querySelector(looked)?.textContent ?? "", at: Date.now() });
    window.seen = [];
    new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
  }, selector);
}

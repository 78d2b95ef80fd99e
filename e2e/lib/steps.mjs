// What every step of a visit does alike: to arrive on a screen, and to go on from it.

import assert from "node:assert/strict";
import { until } from "./stage.mjs";

/** The part of the page below the frame. */
export const main = (page) => page.getByRole("main");

/**
 * Waits for a screen: its heading has the focus and stands in the title, unless it names a person; nobody
 * stands in title or address, which the browser writes down.
 */
export async function arrive({ page, onScreen }, heading, name, title = heading) {
  const h1 = page.getByRole("heading", { level: 1, name: heading, exact: true });
  await h1.waitFor();
  await until(() => h1.evaluate((element) => element === document.activeElement), `focus on „${heading}“`);
  assert.equal(await page.title(), `${title} – Amtskoffer`);
  assertNamesNobody(page.url());
  await onScreen(name);
}

/** Waits until a button does what it says. */
export async function enabled(button) {
  await button.waitFor();
  await until(async () => (await button.getAttribute("aria-disabled")) === null, `${button} is ready`);
}

/** „Speichern und weiter“. */
export async function goOn({ page, hands }) {
  await hands.activate(main(page).getByRole("button", { name: "Speichern und weiter" }));
}

/** Waits until the companion has what was typed. */
export async function kept(page) {
  await page.getByText(/^Gespeichert um \d\d:\d\d Uhr/).waitFor();
}

/** An address may name a screen and a case by its random number, and nothing else. */
export function assertNamesNobody(address) {
  const { hash, search } = new URL(address);
  const uuid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
  const screen = new RegExp(`^(#/?|#/(card|cases|enrol|fast-lane|money|search|person|prefill|readiness|terminal|history|shortcuts|citizen)|#/case/${uuid.source}(/(check|send|receipt|scans|prefill|section/[a-z_]+(/\\d{1,2})?))?)?$`);
  assert.match(hash, screen);
  assert.equal(search, "");
}

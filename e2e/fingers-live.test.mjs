// What the fingerprint scanner sees is on the screen while it captures, and nothing of it afterwards.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { checkAccessible } from "./lib/accessible.mjs";
import { openedAt, prepared } from "./lib/prepared.mjs";
import { fingerprintFault, freshStage } from "./lib/stage.mjs";
import { main } from "./lib/steps.mjs";

const live = (page) => page.getByTestId("live").getByRole("img", { name: "Was der Scanner gerade sieht" });
const press = (page, name) => main(page).getByRole("button", { name, exact: true }).click();

beforeEach(freshStage);

test("the live picture comes with the capture and goes with it", async (t) => {
  await fingerprintFault("restless");
  const visit = await openedAt(t, await prepared(), "section/fingers");
  const { page } = visit;
  await press(page, "Finger aufnehmen");
  await live(page).waitFor();
  const first = await live(page).getAttribute("src");
  await page.waitForFunction((src) => document.querySelector('[data-testid="live"] img').src !== src, first);
  await checkAccessible(page, "the live finger");
  await press(page, "Abbrechen");
  await live(page).waitFor({ state: "detached" });
  assert.equal(await page.evaluate(canBeSeen, first), false, "the browser has given the picture back");
});

test("after the print nothing of the live picture stays", async (t) => {
  const visit = await openedAt(t, await prepared(), "section/fingers");
  const { page } = visit;
  await press(page, "Finger aufnehmen");
  await page.getByRole("row", { name: /^rechter Zeigefinger/ }).waitFor();
  assert.equal(await live(page).count(), 0, "nothing stays on the screen");
  visit.assertQuiet();
});

test("who wants little motion gets fewer pictures", async (t) => {
  await fingerprintFault("restless");
  const visit = await openedAt(t, await prepared(), "section/fingers");
  const { page } = visit;
  const shown = async (reducedMotion) => {
    await page.emulateMedia({ reducedMotion });
    await press(page, "Finger aufnehmen");
    await live(page).waitFor();
    const count = await page.evaluate(changes, 2000);
    await press(page, "Abbrechen");
    await live(page).waitFor({ state: "detached" });
    return count;
  };
  const [calm, moving] = [await shown("reduce"), await shown("no-preference")];
  assert.ok(calm < moving / 2, `${calm} pictures against ${moving}`);
  visit.assertQuiet();
});

function canBeSeen(address) {
  return new Promise((done) => {
    const image = new Image();
    image.onload = () => done(true);
    image.onerror = () => done(false);
    image.src = address;
  });
}

function changes(milliseconds) {
  const image = document.querySelector('[data-testid="live"] img');
  let count = 0;
  const observer = new MutationObserver(() => (count += 1));
  observer.observe(image, { attributeFilter: ["src"] });
  return new Promise((done) => setTimeout(() => done(count), milliseconds));
}

// Signing on the pad: the clerk sees the ink while it is written, person and clerk have the same buttons,
// and a pad that goes leaves the other way open.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { checkAccessible } from "./lib/accessible.mjs";
import { deviceBroken, deviceReady } from "./lib/devices.mjs";
import { Touch } from "./lib/hands.mjs";
import { screens } from "./lib/kiosk.mjs";
import { darkPixels, padFault, padIsTaken, padShows, penRests, signOnPad, tapOnPad } from "./lib/pad.mjs";
import { inCompanion, openedAt, prepared } from "./lib/prepared.mjs";
import { freshStage, until } from "./lib/stage.mjs";
import { arrive, main } from "./lib/steps.mjs";
import { millisecondsUntil } from "./lib/watch.mjs";

const READY = "Die Person kann jetzt auf dem Pad unterschreiben und dort auf „Fertig“ tippen.";
const WRITING = "Die Person schreibt.";
const OTHER_WAY = "Die Person kann auch auf dem Bildschirm unterschreiben.";
const SECOND = 1000;

const byTouch = { hands: Touch, screen: screens.tablet };
const button = (page, name) => main(page).getByRole("button", { name, exact: true });
const begin = (page) => button(page, "Auf dem Pad unterschreiben");
const result = (page) => page.getByRole("img", { name: "Unterschrift der Person" });

beforeEach(async () => {
  await padFault();
  await freshStage();
});

test("a person signs on the pad, the clerk sees it grow, and the pad's own button takes it over", async (t) => {
  const { visit, id } = await atSignature(t);
  const { page } = visit;
  assert.equal(await padShows(), false);
  await begin(page).tap();
  await main(page).getByText(READY).waitFor();
  assert.ok(await padShows(), "the pad shows what is signed");
  assert.equal(await darkPixels(page), 0);
  await checkAccessible(page, "signature on the pad");

  await signOnPad();
  await main(page).getByText(WRITING).waitFor();
  const some = await until(() => darkPixels(page), "ink on the clerk's screen");
  await until(async () => (await darkPixels(page)) > some, "more ink");
  await penRests(page);
  await tapOnPad("accept");
  await result(page).waitFor();
  await until(async () => !(await padIsTaken()), "the pad is given back");
  assert.equal(await padShows(), false, "the pad is empty for the next person");
  visit.assertQuiet();
  await visit.close();
  assert.ok((await inCompanion(id)).signature, "it is in the case");
});

test("clerk and person can clear, and the clerk can take it over", async (t) => {
  const { visit } = await atSignature(t);
  const { page } = visit;
  await begin(page).tap();
  await main(page).getByText(READY).waitFor();
  for (const clear of [() => button(page, "Löschen").tap(), () => tapOnPad("clear")]) {
    await signOnPad();
    await penRests(page);
    await clear();
    await main(page).getByText(READY).waitFor();
    await until(async () => (await darkPixels(page)) === 0, "the field is empty");
    assert.ok(await padShows(), "the pad still shows what is signed");
  }
  await signOnPad();
  await penRests(page);
  await button(page, "Unterschrift übernehmen").tap();
  await result(page).waitFor();
  visit.assertQuiet();
});

test("without ink there is no signature, wherever it is asked for, and giving up leaves both ways", async (t) => {
  const { visit } = await atSignature(t);
  const { page } = visit;
  await begin(page).tap();
  await main(page).getByText(READY).waitFor();
  await tapOnPad("accept");
  await main(page).getByText(READY).waitFor({ state: "hidden" });
  assert.equal(await result(page).count(), 0);
  await tapOnPad("cancel");
  await page.getByRole("group", { name: "Die Person hat auf dem Pad abgebrochen." }).waitFor();
  await begin(page).tap();
  await main(page).getByText(READY).waitFor();
  await button(page, "Unterschrift übernehmen").tap();
  await main(page).getByText(READY).waitFor({ state: "hidden" });
  assert.equal(await result(page).count(), 0);
  await button(page, "Pad freigeben").tap();
  await begin(page).waitFor();
  await until(async () => !(await padIsTaken()), "the pad is given back");
  await page.getByLabel("Unterschriftsfeld").waitFor();
  visit.assertQuiet();
});

test("a pad pulled out while somebody writes is said with what to do; the screen is left, and so is the pad plugged in again", async (t) => {
  const { visit } = await atSignature(t);
  const { page } = visit;
  await begin(page).tap();
  await main(page).getByText(READY).waitFor();
  await signOnPad();
  await main(page).getByText(WRITING).waitFor();
  const told = await millisecondsUntil(page, "main", /Das Gerät antwortet nicht/, () => padFault("unplugged"));
  t.diagnostic(`shown after ${told} ms`);
  assert.ok(told <= SECOND, `${told} ms`);
  const alert = page.getByRole("alert", { name: "Unterschriftenpad" });
  await alert.getByText("Das Gerät antwortet nicht.").waitFor();
  await alert.getByText(OTHER_WAY).waitFor();
  await deviceBroken(page, "Unterschriftenpad");

  await padFault();
  await deviceReady(page, "Unterschriftenpad");
  await begin(page).tap();
  await main(page).getByText(READY).waitFor();
  assert.equal(await alert.count(), 0);
  await button(page, "Pad freigeben").tap();
  await padFault("unplugged");
  await visit.hands.sign(page.getByLabel("Unterschriftsfeld"));
  await button(page, "Unterschrift übernehmen").tap();
  await result(page).waitFor();
  visit.assertQuiet();
});

for (const [fault, cause] of [
  ["busy", "Das Gerät arbeitet gerade für ein anderes Programm."],
  ["garbage", "Das Gerät antwortet unverständlich."],
  ["stalled", "Das Gerät antwortet zu langsam."],
  ["refuse", "Das Gerät lehnt den Auftrag ab."],
]) {
  test(`pad, ${fault}: said with what to do, and the screen is left`, async (t) => {
    const { visit } = await atSignature(t);
    const { page } = visit;
    await padFault(fault);
    await begin(page).tap();
    const alert = page.getByRole("alert", { name: "Unterschriftenpad" });
    await alert.getByText(cause).waitFor();
    await alert.getByText(OTHER_WAY).waitFor();
    await page.getByLabel("Unterschriftsfeld").waitFor();
    await padFault();
    visit.assertQuiet();
  });
}

async function atSignature(t) {
  const id = await prepared();
  const visit = await openedAt(t, id, "section/signature", byTouch);
  t.after(() => padFault());
  await arrive(visit, "Unterschrift");
  await deviceReady(visit.page, "Unterschriftenpad");
  return { visit, id };
}

// What breaks between companion and devices: each fault is a sentence with what to do, and costs nothing
// that was captured before.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { captureFinger } from "./lib/captures.mjs";
import { deviceBroken, deviceReady } from "./lib/devices.mjs";
import { Touch } from "./lib/hands.mjs";
import { screens } from "./lib/kiosk.mjs";
import { opened } from "./lib/played.mjs";
import { openedAt, prepared } from "./lib/prepared.mjs";
import { fingerprintFault, freshStage, printed, printerFault, startPrinter, stop } from "./lib/stage.mjs";
import { arrive, enabled, main } from "./lib/steps.mjs";
import { millisecondsUntil } from "./lib/watch.mjs";

/** A device that is gone is on the screen at once. */
const SECOND = 1000;

const FOREIGN = "Das Gerät weist sich nicht mit dem erwarteten Zertifikat aus.";
const KEPT = "Bereits aufgenommene Abdrücke bleiben erhalten.";

const byTouch = { hands: Touch, screen: screens.tablet };
const row = (page, finger) => page.getByRole("row", { name: new RegExp(`^${finger}`) });
const capture = (page) => main(page).getByRole("button", { name: "Finger aufnehmen" });

const scannerFaults = [
  ["unplugged", "Das Gerät antwortet nicht.", /^Prüfen Sie Strom und Kabel/],
  ["busy", "Das Gerät arbeitet gerade für ein anderes Programm.", /^Schließen Sie das andere Programm/],
  ["slow", "Das Gerät antwortet zu langsam.", /^Warten Sie einen Moment/],
  ["garbage", "Das Gerät antwortet unverständlich.", /^Schalten Sie das Gerät aus und wieder ein/],
  ["broken-record", "Das Gerät antwortet unverständlich.", /^Schalten Sie das Gerät aus und wieder ein/],
  ["wrong-certificate", FOREIGN, /^Benutzen Sie das Gerät nicht weiter/],
  ["unsigned", FOREIGN, /^Benutzen Sie das Gerät nicht weiter/],
  ["expired-certificate", /^Das Zertifikat des Geräts ist abgelaufen/, /^Prüfen Sie Datum und Uhrzeit des Koffers/],
];

beforeEach(freshStage);

for (const [fault, cause, remedy] of scannerFaults) {
  test(`scanner, ${fault}: said with what to do, and the earlier print stays`, async (t) => {
    const visit = await atFingers(t);
    const { page } = visit;
    await fingerprintFault(fault);
    await capture(page).tap();
    const alert = page.getByRole("alert", { name: "Fingerabdruckscanner" });
    await alert.getByText(cause).waitFor();
    await alert.getByText(remedy).waitFor();
    await alert.getByText(KEPT).waitFor();
    await row(page, "rechter Zeigefinger").waitFor();
    assert.equal(await row(page, "linker Zeigefinger").count(), 0, "nothing is taken by mistake");
    await main(page).getByText("Noch 3 Versuche.").waitFor();

    await fingerprintFault();
    await deviceReady(page, "Fingerabdruckscanner");
    await takeTheRest(visit);
    assert.equal(await alert.count(), 0);
    visit.assertQuiet();
  });
}

test("scanner, no finger in time: said with what to do, and no attempt is lost", async (t) => {
  const visit = await atFingers(t);
  const { page } = visit;
  await fingerprintFault("no-finger");
  await capture(page).tap();
  await main(page).getByText("Es wurde kein Finger aufgelegt.").waitFor({ timeout: 40_000 });
  await main(page).getByText("Starten Sie die Aufnahme neu und lassen Sie den Finger auflegen.").waitFor();
  await main(page).getByText("Noch 3 Versuche.").waitFor();
  await fingerprintFault();
  await takeTheRest(visit);
  visit.assertQuiet();
});

test("scanner, poor prints: attempts are counted down, the best is kept, the next finger is asked for", async (t) => {
  const visit = await atFingers(t);
  const { page } = visit;
  await fingerprintFault("poor-quality");
  let best = 0;
  for (const left of ["Noch 2 Versuche.", "Noch 1 Versuch."]) {
    await captureFinger(visit);
    await main(page).getByText(left).waitFor();
    best = await betterThan(best, page);
  }
  await captureFinger(visit);
  await page.getByRole("heading", { name: "Als Nächstes: linker Daumen" }).waitFor();
  await betterThan(best, page);
  await row(page, "rechter Zeigefinger").getByText("kommt auf den Chip").waitFor();
  await fingerprintFault();
  await takeTheRest(visit);
  await row(page, "linker Zeigefinger").getByText("wird nicht verwendet").waitFor();
  visit.assertQuiet();
});

test("printer out of paper: said with what to do, and the paper comes by itself once there is some", async (t) => {
  const visit = await atCheck(t);
  const { page } = visit;
  await printerFault("paper-out");
  await deviceBroken(page, "Drucker");
  const before = printed().length;
  const card = await stoppedPrint(page);
  await printerFault();
  await card.getByText("Gedruckt.", { exact: true }).waitFor();
  assert.equal(printed().length, before + 1);
  await deviceReady(page, "Drucker");
  visit.assertQuiet();
});

test("printer out of paper: a cancelled print does not come with the paper, and can be printed again", async (t) => {
  const visit = await atCheck(t);
  const { page } = visit;
  await printerFault("paper-out");
  const card = await stoppedPrint(page);
  await card.getByRole("button", { name: "Druck abbrechen Gebührenquittung" }).tap();
  // This printer gives a job up only when it looks for paper the next time.
  await printerFault();
  await card.getByText("Druck abgebrochen.", { exact: true }).waitFor();
  await deviceReady(page, "Drucker");
  await card.getByRole("button", { name: "Noch einmal drucken Gebührenquittung" }).tap();
  await card.getByText("Gedruckt.", { exact: true }).waitFor();
  visit.assertQuiet();
});

test("a printer that goes is on the screen at once with what to do, and so is its return", async (t) => {
  const visit = await opened(t, byTouch);
  const { page } = visit;
  t.after(freshStage);
  await deviceReady(page, "Drucker");
  const told = await millisecondsUntil(page, "[data-testid=status-bar]", /Drucker: gestört/, () => stop("printer"));
  t.diagnostic(`shown after ${told} ms`);
  assert.ok(told <= SECOND, `${told} ms`);
  await main(page).getByText("Das Gerät antwortet nicht.").waitFor();
  await main(page).getByText("Prüfen Sie Strom und Kabel und schalten Sie das Gerät ein.").waitFor();
  await startPrinter();
  await deviceReady(page, "Drucker");
  assert.equal(await main(page).getByText("Das Gerät antwortet nicht.").count(), 0);
  visit.assertQuiet();
});

test("a scanner that goes is on the screen at once", async (t) => {
  const visit = await opened(t, byTouch);
  const { page } = visit;
  await deviceReady(page, "Fingerabdruckscanner");
  const unplug = () => fingerprintFault("unplugged");
  const told = await millisecondsUntil(page, "[data-testid=status-bar]", /Fingerabdruckscanner: gestört/, unplug);
  t.diagnostic(`shown after ${told} ms`);
  assert.ok(told <= SECOND, `${told} ms`);
  visit.assertQuiet();
});

// The fingers of a case that has one print already.
async function atFingers(t) {
  const visit = await openedAt(t, await prepared({ prints: 1 }), "section/fingers", byTouch);
  await arrive(visit, "Fingerabdrücke");
  await row(visit.page, "rechter Zeigefinger").waitFor();
  return visit;
}

async function takeTheRest(visit) {
  const { page } = visit;
  const complete = page.getByRole("heading", { name: "Beide Hände sind abgeschlossen." });
  for (let attempt = 0; attempt < 6 && !(await complete.isVisible()); attempt += 1) {
    await enabled(capture(page));
    await captureFinger(visit);
  }
  await complete.waitFor();
  await row(page, "rechter Zeigefinger").waitFor();
}

async function betterThan(before, page) {
  const quality = Number.parseInt(await row(page, "linker Zeigefinger").getByText(/ von 100, nötig /).innerText(), 10);
  assert.ok(quality >= before, `${quality} after ${before}`);
  return quality;
}

async function atCheck(t) {
  const visit = await openedAt(t, await prepared({ paid: true }), "check", byTouch);
  await arrive(visit, "Angaben prüfen");
  return visit;
}

// Prints the receipt on a printer without paper, up to the sentence about it.
async function stoppedPrint(page) {
  const card = page.getByRole("article").filter({ has: page.getByRole("heading", { name: "Gebührenquittung" }) });
  await card.getByRole("button", { name: "Drucken Gebührenquittung" }).tap();
  await card.getByText("Angehalten: Im Drucker ist kein Papier.").waitFor();
  await card.getByText("Legen Sie Papier ein. Der Druck geht danach von selbst weiter.").waitFor();
  assert.equal(await card.getByText("Gedruckt.", { exact: true }).count(), 0);
  return card;
}

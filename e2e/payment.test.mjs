// Paying by card: what the screen says is what the terminal's journal has, whatever happens in between.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { deviceBroken, deviceReady } from "./lib/devices.mjs";
import { Touch } from "./lib/hands.mjs";
import { screens } from "./lib/kiosk.mjs";
import { paymentFault, writtenWhile } from "./lib/payment.mjs";
import { openedAt, prepared } from "./lib/prepared.mjs";
import { freshStage } from "./lib/stage.mjs";
import { arrive, main } from "./lib/steps.mjs";
import { textsWhile } from "./lib/watch.mjs";

const TERMINAL = "Bezahlterminal";
const CENTS = 5200;
const byTouch = { hands: Touch, screen: screens.tablet };

const PROGRESS = "[data-testid=payment-progress]";
const progress = (page) => page.locator(PROGRESS);
const receipt = (page) => page.getByRole("group", { name: /^Quittung Nr\. / });
const nothingMoved = (page) => page.getByRole("group", { name: "Es wurde nichts gebucht" });

beforeEach(async () => {
  await paymentFault();
  await freshStage();
});

test("a card pays: the terminal's steps are on the screen, its receipt and numbers in the case", async (t) => {
  const visit = await atFee(t);
  const { page } = visit;
  const written = await writtenWhile(async () => {
    // The terminal goes on while the screen is looked at.
    const texts = await textsWhile(page, PROGRESS, async () => {
      await startCard(page);
      await progress(page).waitFor();
      await visit.onScreen("karte-laeuft");
      await receipt(page).waitFor();
    });
    for (const step of [/Bitte die Karte einstecken oder vorhalten\./, /Das Terminal wartet auf die Bank\./]) {
      assert.ok(texts.some((text) => step.test(text)), `${step} in ${texts.join(" | ")}`);
    }
  });
  assert.deepEqual(written.map(({ what, cents }) => [what, cents]), [["charge", CENTS]]);
  await receipt(page).getByText("girocard ************8074").waitFor();
  await receipt(page).getByText("52523535").waitFor();
  const slip = page.getByTestId("terminal-lines");
  assert.match(await slip.innerText(), /Kundenbeleg[\s\S]*52,00/);
  await visit.onScreen("karte-bezahlt");
  visit.assertQuiet();
});

test("a card payment is given back with a reason, and then another way is open", async (t) => {
  const visit = await atFee(t);
  const { page } = visit;
  await startCard(page);
  await receipt(page).waitFor();
  const written = await writtenWhile(async () => {
    await page.getByText("Kartenzahlung stornieren").first().tap();
    const reverse = main(page).getByRole("button", { name: "Kartenzahlung stornieren" });
    await reverse.tap();
    await page.getByText("Geben Sie den Grund mit 3 bis 200 Zeichen an.").waitFor();
    await page.getByLabel("Grund der Stornierung").fill("falscher Betrag");
    await reverse.tap();
    await page.getByRole("radio", { name: "Bar", exact: true }).waitFor();
  });
  assert.deepEqual(written.map(({ what, cents }) => [what, cents]), [["reversal", CENTS]]);
  assert.equal(await receipt(page).count(), 0);
  visit.assertQuiet();
});

test("a declined card: nothing is charged, and the screen says what to do", async (t) => {
  const visit = await atFee(t);
  const { page } = visit;
  await paymentFault("declined");
  const written = await writtenWhile(async () => {
    await startCard(page);
    await nothingMoved(page).getByText("Der Betrag ist mit dieser Karte nicht möglich.").waitFor();
  });
  assert.deepEqual(written, []);
  await nothingMoved(page).getByText(/^Versuchen Sie es mit einer anderen Karte/).waitFor();
  await visit.onScreen("karte-abgelehnt");
  visit.assertQuiet();
});

for (const fault of ["lost-answer", "lost-end", "late-charge"]) {
  test(`${fault}: the terminal is asked what became of it, and it was charged once`, async (t) => {
    const visit = await atFee(t);
    const { page } = visit;
    await paymentFault(fault);
    const written = await writtenWhile(async () => {
      const texts = await textsWhile(page, PROGRESS, async () => {
        await startCard(page);
        await receipt(page).waitFor();
      });
      assert.ok(texts.some((text) => text.includes("Die Antwort ging verloren.")), texts.join(" | "));
    });
    assert.deepEqual(written.map(({ what, cents }) => [what, cents]), [["charge", CENTS]]);
    visit.assertQuiet();
  });
}

test("an order that never arrived: the terminal proves it, and nothing was charged", async (t) => {
  const visit = await atFee(t);
  const { page } = visit;
  await paymentFault("lost-order");
  const written = await writtenWhile(async () => {
    await startCard(page);
    await nothingMoved(page).getByText(/^Die Antwort ging verloren, aber das Terminal hat nachweislich nichts gebucht\./).waitFor();
  });
  assert.deepEqual(written, []);
  visit.assertQuiet();
});

test("a page reloaded in the middle finds the payment again", async (t) => {
  const visit = await atFee(t);
  const { page } = visit;
  const written = await writtenWhile(async () => {
    await startCard(page);
    await progress(page).getByText("Bitte die Karte einstecken oder vorhalten.").waitFor();
    await page.reload();
    await progress(page).waitFor();
    await receipt(page).waitFor();
  });
  assert.equal(written.length, 1);
});

test("the clerk gives up while the terminal waits for the card", async (t) => {
  const visit = await atFee(t);
  const { page } = visit;
  const written = await writtenWhile(async () => {
    await startCard(page);
    await progress(page).getByText("Bitte die Karte einstecken oder vorhalten.").waitFor();
    await main(page).getByRole("button", { name: "Zahlung abbrechen" }).tap();
    await nothingMoved(page).getByText("Die Zahlung wurde am Terminal abgebrochen.").waitFor();
  });
  assert.deepEqual(written, []);
  visit.assertQuiet();
});

test("a terminal that is unplugged: said at once, nothing is charged, and it pays when it is back", async (t) => {
  const visit = await atFee(t);
  const { page } = visit;
  await deviceReady(page, TERMINAL);
  await paymentFault("unplugged");
  await deviceBroken(page, TERMINAL);
  await startCard(page);
  await nothingMoved(page).waitFor();
  await paymentFault();
  await deviceReady(page, TERMINAL);
  const written = await writtenWhile(async () => {
    await startCard(page);
    await receipt(page).waitFor();
  });
  assert.equal(written.length, 1);
  visit.assertQuiet();
});

test("a mute terminal: the clerk looks into its journal, and until then nothing else can be paid", async (t) => {
  const visit = await atFee(t);
  const { page } = visit;
  await paymentFault("lost-answer");
  const written = await writtenWhile(async () => {
    await startCard(page);
    await progress(page).getByText(/^Die Antwort ging verloren\./).waitFor();
    await paymentFault("mute-receipt");
    await page.getByRole("group", { name: "Ist das Geld gebucht?" }).waitFor();
  });
  await visit.onScreen("karte-unklar");
  const [{ trace, receipt: number }] = written;
  await page.getByRole("textbox", { name: "TA-Nummer" }).fill(String(trace));
  await page.getByRole("textbox", { name: "Beleg-Nummer" }).fill(String(number));
  await main(page).getByRole("button", { name: "Die Buchung steht im Journal" }).tap();
  await receipt(page).getByText(String(trace)).waitFor();
  visit.assertQuiet();
});

test("the terminal's day is closed at the end, and its lines are there", async (t) => {
  const visit = await atFee(t);
  const { page } = visit;
  await startCard(page);
  await receipt(page).waitFor();
  await page.evaluate(() => (location.hash = "#/money"));
  await arrive(visit, "Kasse");
  const close = main(page).getByRole("button", { name: "Kassenschnitt machen" });
  const written = await writtenWhile(async () => {
    await close.first().tap();
    await page.getByRole("dialog").getByRole("button", { name: "Kassenschnitt machen" }).tap();
    await page.getByRole("group", { name: "Der Kassenschnitt ist erfolgt" }).waitFor();
  });
  assert.deepEqual(written.map(({ what }) => what), ["closing"]);
  assert.match(await page.getByTestId("terminal-lines").innerText(), /Kassenschnitt/);
  await visit.onScreen("kassenschnitt");
  visit.assertQuiet();
});

async function atFee(t) {
  const visit = await openedAt(t, await prepared(), "section/fee", byTouch);
  await arrive(visit, "Gebühr");
  return visit;
}

async function startCard(page) {
  await page.getByText("Mit Karte", { exact: true }).tap();
  await main(page).getByRole("button", { name: "Kartenzahlung starten" }).tap();
}

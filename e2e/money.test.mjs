// The cash desk: two cases of one person paid at once by card, a third in cash, and a closing with a
// difference. Every screen is looked at by axe.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { checkAccessible } from "./lib/accessible.mjs";
import { Touch } from "./lib/hands.mjs";
import { screens } from "./lib/kiosk.mjs";
import { connect } from "./lib/native.mjs";
import { openedAt, openedCases, prepared } from "./lib/prepared.mjs";
import { freshStage, printed } from "./lib/stage.mjs";
import { arrive, main } from "./lib/steps.mjs";

beforeEach(async () => {
  await freshStage();
  await closedDesk();
  await freshStage();
});

test("card and passport are paid at once, the photo once; a certificate in cash; 50 cents are missing", async (t) => {
  const card = await prepared();
  const [passport] = await openedCases([
    ["passport", { photo_source: "office", passport_pages: "32" }],
    ["registration-certificate", { purpose: "Bank", copies: "1" }],
  ]);
  const visit = await openedAt(t, card, "check", { hands: Touch, screen: screens.tablet, onScreen: checkAccessible });
  const { page, hands } = visit;
  await page.evaluate(() => (location.hash = "#/cases"));
  await arrive(visit, "Vorgänge", "vorgaenge");
  await hands.activate(main(page).getByRole("link", { name: "Kasse" }));
  await arrive(visit, "Kasse", "kasse");
  await servicesComeLate(page);
  await page.reload();
  await page.getByRole("checkbox", { name: /Reisepass, allein/ }).waitFor();
  await hands.write(input(page, "Wechselgeld zu Beginn in Euro"), "100");
  await press(visit, "Wechselgeld übernehmen");
  await fact(page, "Bar in der Kasse (Soll)", "100,00 €");

  await press(visit, "Zahlung verbuchen");
  await page.getByText("Wählen Sie mindestens einen Vorgang.").waitFor();
  await visit.onScreen("nichts-gewaehlt");
  await hands.tick(page.getByRole("checkbox", { name: /Personalausweis, allein 52,00/ }));
  await hands.tick(page.getByRole("checkbox", { name: /Reisepass, allein 76,00/ }));
  await page.getByTestId("total").getByText("122,00 €").waitFor();
  await hands.choose(page.getByRole("radio", { name: "Mit Karte" }));
  await visit.onScreen("korb");
  await press(visit, "Kartenzahlung starten");
  await page.getByTestId("till").getByText("122,00 €").waitFor();

  await hands.tick(page.getByRole("checkbox", { name: /Meldebescheinigung, allein 9,00/ }));
  await hands.choose(page.getByRole("radio", { name: "Bar", exact: true }));
  await hands.write(input(page, "Gegebener Betrag in Euro"), "10");
  await page.getByTestId("change").getByText("1,00 €").waitFor();
  await press(visit, "Zahlung verbuchen");
  await page.getByText("Zurzeit ist kein Vorgang zu bezahlen.").waitFor();
  await fact(page, "Bar in der Kasse (Soll)", "109,00 €");

  const papers = printed().length;
  await hands.write(input(page, "Gezähltes Bargeld in Euro"), "108,50");
  await press(visit, "Kasse jetzt abschließen");
  await page.getByText("Soll und Gezähltes sind nicht gleich.").first().waitFor();
  await visit.onScreen("differenz");
  await hands.write(input(page, "Erläuterung zur Differenz"), "50 Cent fehlen");
  await press(visit, "Kasse jetzt abschließen");
  const closing = page.getByTestId("closing");
  await closing.getByText("-0,50 €").waitFor();
  await closing.getByText("hat den Abschluss geprüft und angenommen").waitFor();
  await press(visit, "Kassenabschluss drucken");
  await page.getByTestId("print-state").getByText("Gedruckt.").waitFor();
  assert.equal(printed().length, papers + 1);
  await visit.onScreen("abgeschlossen");
  visit.assertQuiet();
  await visit.close();

  const { ask, relay } = await connect();
  const [one, other] = [await ask({ do: "get_case", case: card }), await ask({ do: "get_case", case: passport })];
  relay.stdin.end();
  assert.equal(one.payment.receipt_number, other.payment.receipt_number);
  assert.deepEqual([one.payment.due_cents, other.payment.due_cents], [5200, 7000]);
  assert.equal(one.payment.basket.length, 2);
});

// The files of the services arrive when the screen has long been there.
async function servicesComeLate(page) {
  await page.route("**/catalogue/*.json", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue();
  });
}

// The desk outlives the companion: what earlier tests took in is counted first.
async function closedDesk() {
  const { ask, relay } = await connect();
  const { lines, expected_cents } = await ask({ do: "money", money: "look" });
  if (lines.length > 0) {
    const { sent } = await ask({ do: "money", money: "close", counted_cents: expected_cents, remark: "" });
    assert.ok(sent, "the data centre has taken the earlier desk");
  }
  relay.stdin.end();
}

async function press({ page, hands }, name) {
  await hands.activate(main(page).getByRole("button", { name, exact: true }));
}

const input = (page, name) => page.getByRole("textbox", { name });

async function fact(page, name, value) {
  await main(page).locator("dl > div, .kern-description-list-item").filter({ hasText: name }).getByText(value).first().waitFor();
}

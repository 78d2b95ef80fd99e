// A fee that is reduced: by how much and why stands on the receipt and in the manifest, and only the
// coordination lets it pass. Every screen is looked at by axe.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { checkAccessible } from "./lib/accessible.mjs";
import { joinIn } from "./lib/clerks.mjs";
import { holds } from "./lib/gateway.mjs";
import { box, summary } from "./lib/inputs.mjs";
import { says } from "./lib/issuing.mjs";
import { textsSince } from "./lib/papers.mjs";
import { goTo, openedAt, preparedFor } from "./lib/prepared.mjs";
import { freshStage, printed } from "./lib/stage.mjs";
import { arrive, main } from "./lib/steps.mjs";
import { print, send } from "./lib/visit.mjs";

beforeEach(freshStage);

test("a reduced fee: the receipt says by how much and why, and only the coordination lets it pass", async (t) => {
  const reason = "Bescheid über Bürgergeld vom 02.11.2026";
  const answers = { identity_method: "sure_document", certificate_kind: "simple", copies: "1" };
  const finished = ["names", "person_data", "address", "documents", "certificate"];
  const id = await preparedFor("registration-certificate", answers, { finished });
  const visit = await openedAt(t, id, "section/fee", { onScreen: checkAccessible });
  const { page, hands } = visit;
  await arrive(visit, "Gebühr", "gebuehr");
  await hands.choose(page.getByRole("radio", { name: "Bar", exact: true }));
  await hands.tick(box(page, "Die Gebühr wird ermäßigt"));
  await hands.write(input(page, "Ermäßigung in Euro"), "0");
  await hands.write(input(page, "Gegebener Betrag in Euro"), "5");
  await press(visit, "Zahlung verbuchen");
  await summary(page).getByText("Ermäßigung in Euro: Geben Sie einen Betrag über null ein").waitFor();
  await summary(page).getByText("Grund für Erlass oder Ermäßigung der Gebühr").waitFor();
  await visit.onScreen("ermaessigung-unvollstaendig");
  await hands.write(input(page, "Ermäßigung in Euro"), "4,50");
  await hands.write(input(page, "Grund für Erlass oder Ermäßigung der Gebühr"), reason);
  await page.getByTestId("total").getByText("4,50 €").waitFor();
  await page.getByTestId("bill").getByRole("row", { name: /^Ermäßigung/ }).getByText("-4,50 €").waitFor();
  await page.getByTestId("change").getByText("0,50 €").waitFor();
  await visit.onScreen("ermaessigung");
  await press(visit, "Zahlung verbuchen");
  await arrive(visit, "Angaben prüfen", "pruefen");
  await hands.activate(main(page).getByRole("link", { name: "Weiter zur Übermittlung" }));
  await arrive(visit, "Antrag übermitteln", "ausnahme");
  await main(page).getByText(`Gebühr ermäßigt oder erlassen (um 4,50 €): ${reason}`).waitFor();
  await press(visit, "Antrag jetzt übermitteln");
  await main(page).getByText("Eine Ausnahme ist noch nicht genehmigt: Gebühr ermäßigt oder erlassen.").first().waitFor();
  await page.evaluate(() => (location.hash = "#/"));
  await arrive(visit, "Koffer bereit machen", "start");
  await joinIn(visit);
  await goTo(visit, id, "send");
  const papers = printed().length;
  await send(visit);
  await print(visit, ["Gebührenquittung"]);
  const [receipt] = textsSince(papers);
  says(receipt, ["Ermäßigung", "–4,50 €", `Grund der Ermäßigung: ${reason}`, "Gegeben 5,00 €", "Rückgeld 0,50 €"]);
  const [{ key, subject, reason: named }] = JSON.parse(holds(id).manifest).exceptions;
  assert.deepEqual([key, subject, named], ["fee_waiver", "450", reason]);
  visit.assertQuiet();
});

async function press({ page, hands }, name) {
  await hands.activate(main(page).getByRole("button", { name, exact: true }));
}

const input = (page, name) => page.getByRole("textbox", { name });

// Captures below the quality asked for: each is taken over with a reason, is listed with it, and only the
// coordination lets the case pass.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { checkAccessible } from "./lib/accessible.mjs";
import { shoot } from "./lib/captures.mjs";
import { joinIn } from "./lib/clerks.mjs";
import { holds, isGenuine } from "./lib/gateway.mjs";
import { goTo, openedAt, prepared } from "./lib/prepared.mjs";
import { fingerprintFault, freshStage, until } from "./lib/stage.mjs";
import { arrive, main } from "./lib/steps.mjs";

const REASONS = {
  photo: "Kopf lässt sich nicht gerade halten",
  prints: "Haut an allen Fingern stark rissig",
};
const TOO_SHORT = "Geben Sie eine Begründung mit mindestens 3 Zeichen ein.";
const takeOver = (page) => main(page).getByRole("button", { name: "Übernehmen und weiter" });

beforeEach(freshStage);

test("weak captures are taken over with a reason each, and the coordination decides", async (t) => {
  await fingerprintFault("poor-quality");
  const id = await prepared({ prints: 40, signature: true, paid: true });
  await fingerprintFault();
  const visit = await openedAt(t, id, "section/fingers", { onScreen: checkAccessible });
  const { page, hands } = visit;
  await arrive(visit, "Fingerabdrücke", "fingerabdruecke");
  await withReason(visit, "Begründung, warum dieser Abdruck trotzdem übernommen wird", REASONS.prints);

  await goTo(visit, id, "section/photo");
  await arrive(visit, "Lichtbild", "lichtbild");
  await shoot(visit);
  await page.getByRole("img", { name: "Zugeschnittenes Lichtbild der Person" }).waitFor();
  await slanted(visit);
  await withReason(visit, "Begründung, warum dieses Lichtbild trotzdem übernommen wird", REASONS.photo);

  await goTo(visit, id, "send");
  await arrive(visit, "Antrag übermitteln", "ausnahmen");
  const listed = main(page).getByText(/^Qualität unter der Vorgabe \(/);
  await until(async () => (await listed.count()) === 3, "photo and a print of each hand are listed");
  const lines = await listed.allInnerTexts();
  assert.equal(lines.filter((line) => line === `Qualität unter der Vorgabe (Lichtbild): ${REASONS.photo}`).length, 1);
  const prints = new RegExp(`^Qualität unter der Vorgabe \\((rechter|linker) \\S+\\): ${REASONS.prints}$`);
  assert.equal(lines.filter((line) => prints.test(line)).length, 2, lines.join("\n"));

  await hands.activate(main(page).getByRole("button", { name: "Als zweite Person freigeben" }));
  await main(page).getByText("Eine Ausnahme ist noch nicht genehmigt: Qualität unter der Vorgabe.").waitFor();
  await page.evaluate(() => (location.hash = "#/"));
  await arrive(visit, "Koffer bereit machen", "start");
  await joinIn(visit);
  await goTo(visit, id, "send");
  await hands.activate(main(page).getByRole("button", { name: "Als zweite Person freigeben" }));
  await main(page).getByText(/^Freigegeben von /).waitFor();
  await hands.activate(main(page).getByRole("button", { name: "Antrag jetzt übermitteln" }));
  await arrive(visit, "Empfangsbestätigung", "empfangsbestaetigung");
  assert.ok(isGenuine(holds(id)), "the department took the exceptions as they are named");
  visit.assertQuiet();
});

// Without a reason nothing is taken over: the sentence stands at the field, which has the focus.
async function withReason({ page, hands, onScreen }, label, reason) {
  const field = page.getByLabel(label);
  await field.waitFor();
  for (const typed of ["", "ab"]) {
    await hands.write(field, typed);
    await hands.activate(takeOver(page));
    await main(page).getByText(TOO_SHORT).first().waitFor();
    await until(() => field.evaluate((element) => element === document.activeElement), `focus on „${label}“`);
  }
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  await onScreen("begruendung-fehlt");
  await hands.write(field, reason);
  await hands.activate(takeOver(page));
  await field.waitFor({ state: "detached" });
}

// One eye above the other: the head lies on the shoulder.
async function slanted({ page, hands }) {
  await hands.focus(page.getByRole("button", { name: "Marke rechtes Auge der Person" }));
  await hands.press("ArrowUp", 80);
  await main(page).getByText("Das Lichtbild erfüllt nicht alle Pflichtkriterien").waitFor();
  await main(page).getByText("Zuschnitt wird berechnet …").waitFor({ state: "detached" });
}

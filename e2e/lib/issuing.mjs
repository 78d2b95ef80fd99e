// Services that issue a paper for somebody at the desk: what their visits do alike.

import assert from "node:assert/strict";
import { checkAccessible } from "./accessible.mjs";
import { counting, note } from "./counts.mjs";
import { holds, isGenuine } from "./gateway.mjs";
import { box, radio } from "./inputs.mjs";
import { textsSince } from "./papers.mjs";
import { opened } from "./played.mjs";
import { printed } from "./stage.mjs";
import { arrive, enabled, goOn, kept, main } from "./steps.mjs";
import { begin, openCase, print, search, send } from "./visit.mjs";

/** On the search page, with hands that count. */
export async function atWork(t, options = {}) {
  const visit = await opened(t, { onScreen: checkAccessible, ...options });
  // The screens before are looked at in the visits of the first services.
  await begin({ ...visit, onScreen: async () => {} });
  await arrive(visit, "Person suchen", "suche");
  return Object.assign(visit, counting(visit.hands), { papers: printed().length });
}

/** A case of this service for Erika Mustermann, whom the register knows. */
export async function forErika(t, service) {
  const visit = await atWork(t);
  await search(visit);
  await openCase(visit, service);
  return visit;
}

/** Sections that are only read and confirmed. */
export async function confirm(visit, ...headings) {
  for (const heading of headings) {
    await arrive(visit, heading, heading);
    await goOn(visit);
  }
}

/** Who the person is, and what else is ticked beside. */
export async function identity(visit, ...ticks) {
  const { page, hands } = visit;
  await arrive(visit, "Identität und Unterlagen", "unterlagen");
  await hands.choose(page.getByRole("radio", { name: "Durch ein gültiges Dokument mit Lichtbild" }));
  for (const name of ticks) await hands.tick(box(page, name));
  await goOn(visit);
}

/** Paid in cash, the sum in euros. */
export async function pay(visit, euros) {
  const { page, hands } = visit;
  await arrive(visit, "Gebühr", "gebuehr");
  await hands.choose(page.getByRole("radio", { name: "Bar", exact: true }));
  await hands.write(page.getByRole("textbox", { name: "Gegebener Betrag in Euro" }), euros);
  await hands.activate(main(page).getByRole("button", { name: "Zahlung verbuchen" }));
}

/** From the check page to the receipt and the printed papers, some of them before; gives the text of each. */
export async function handIn(visit, papers, service, variant, before = []) {
  const texts = await issued(visit, papers, before);
  note(service, variant, visit.count);
  return texts;
}

/** The same of a case that was prepared, whose inputs do not count. */
export async function issued(visit, papers, before = []) {
  const { page, hands } = visit;
  await arrive(visit, "Angaben prüfen", "pruefen");
  visit.case = new URL(page.url()).hash.split("/")[2];
  await print(visit, before);
  await hands.activate(main(page).getByRole("link", { name: "Weiter zur Übermittlung" }));
  await send(visit);
  await print(visit, papers);
  assert.ok(isGenuine(holds(visit.case)));
  visit.assertQuiet();
  return textsSince(visit.papers);
}

/** What the feeder holds is scanned as a kind of paper, and on from the section; its name as the list has it. */
export async function scanned(visit, kind, heading, name = new RegExp(`^${kind} – `)) {
  const { page, hands } = visit;
  await kept(page);
  await hands.activate(main(page).getByRole("link", { name: "Unterlagen einscannen" }));
  await arrive(visit, "Unterlagen einscannen", "einscannen");
  const scan = main(page).getByRole("button", { name: "Einscannen", exact: true });
  await enabled(scan);
  await hands.choose(radio(page, kind));
  await hands.activate(scan);
  await page.getByRole("article", { name, exact: true }).waitFor();
  await hands.activate(main(page).getByRole("link", { name: `Zurück zu „${heading}“` }));
  await arrive(visit, heading, "gescannt");
  await goOn(visit);
}

/** All of these stand in the text, none of those does. */
export function says(text, wanted, unwanted = []) {
  for (const part of wanted) assert.ok(text.includes(part), `${part} is not in ${text}`);
  for (const part of unwanted) assert.ok(!text.includes(part), `${part} is in ${text}`);
}

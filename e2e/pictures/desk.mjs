// What lies beside the sections of a case: search, reading of documents, several cases, cash desk, history.

import { cameraWithZone, idCard } from "../lib/drawn.mjs";
import { go, goToCase, opened } from "../lib/ground.mjs";
import { date, daysAgo, field } from "../lib/inputs.mjs";
import { openedCases, prepared } from "../lib/prepared.mjs";
import { main } from "../lib/steps.mjs";
import { terminalCard, terminalFault } from "../lib/card.mjs";

const ERIKA = { number: "LZ6311T47", birth: "640812", expiry: "311031", surname: "MUSTERMANN", given: "ERIKA" };
const press = (page, name) => main(page).getByRole("button", { name, exact: true }).tap();

/** From the search to a person, with everything that helps typing. */
export async function aroundPerson(album) {
  const id = await prepared();
  const visit = await opened({ camera: await cameraWithZone(idCard(ERIKA)) });
  const { page, hands } = visit;
  await go(visit, "#/search", "Person suchen");
  await press(page, "Suchen");
  await page.getByRole("group", { name: "Bitte prüfen Sie Ihre Angaben" }).waitFor();
  await album.take(page, "suche-fehler", "was fehlt, wird gesagt");
  await hands.write(field(page, "Anlass", { exact: true }), "Antrag auf Personalausweis");
  await hands.write(field(page, "Aktenzeichen"), "112-04/2026");
  await hands.write(field(page, "Familien- oder Geburtsname"), "Niemandsen");
  await hands.write(field(page, "Vornamen"), "Nora");
  await press(page, "Suchen");
  await main(page).getByText("Keine Person gefunden").first().waitFor();
  await album.take(page, "suche-leer", "niemand gefunden");
  await go(visit, "#/prefill", "Ausweis lesen");
  await album.take(page, "ausweis-lesen");
  await press(page, "Mit der Kamera lesen");
  await page.waitForFunction(() => document.querySelector("video")?.videoWidth > 0);
  await album.take(page, "ausweis-lesen-kamera", "mit der Kamera");
  await press(page, "Zone aufnehmen");
  await page.getByRole("heading", { name: "Gelesen" }).waitFor();
  await album.take(page, "ausweis-gelesen", "gelesen und geprüft");
  await goToCase(visit, id, "prefill", "Ausweis lesen");
  await hands.write(main(page).getByLabel("Zeilen der maschinenlesbaren Zone"), idCard({ ...ERIKA, birth: "640813" }).join("\n"));
  await main(page).getByRole("button", { name: /^Lesen/ }).tap();
  await page.getByTestId("mrz-offers").waitFor();
  await album.take(page, "ausweis-angebote", "was in den Vorgang übernommen werden kann");
  await whileTyping(album, visit, id);
  await visit.close();
}

async function whileTyping(album, visit, id) {
  const { page, hands } = visit;
  await goToCase(visit, id, "section/address", "Anschrift");
  const street = page.getByRole("combobox", { name: "Straße" });
  await hands.write(street, "");
  await street.pressSequentially("linden 12 b");
  await page.getByRole("option").first().waitFor();
  await album.take(page, "strassen", "Straßen zur Auswahl");
  await goToCase(visit, id, "section/names", "Namen");
  await main(page).getByRole("button", { name: "Sonderzeichen" }).nth(1).tap();
  await album.take(page, "sonderzeichen", "Sonderzeichen");
  await main(page).getByRole("button", { name: "Sonderzeichen" }).nth(1).tap();
  await hands.write(field(page, "Vornamen", { exact: true }), "");
  await press(page, "Speichern und weiter");
  await page.getByRole("group", { name: "Bitte prüfen Sie Ihre Angaben" }).waitFor();
  await album.take(page, "namen-fehler", "Fehler am Feld und oben");
}

/** Several cases at once, their payment, the history. */
export async function desk(album) {
  const card = await prepared();
  const [, , another] = await openedCases([
    ["passport", { photo_source: "office", passport_pages: "32" }],
    ["registration-certificate", { purpose: "Bank", copies: "1" }],
    ["residence-certificate", {}],
  ]);
  const visit = await opened();
  const { page, hands } = visit;
  await goToCase(visit, card, "section/names", "Namen");
  await goToCase(visit, card, "section/card_options", "Online-Funktion und Zustellung");
  await page.getByRole("button", { name: "Vorgang parken" }).tap();
  await page.getByText(/^Geparkt bei/).waitFor();
  await album.take(page, "vorgaenge-geparkt", "vier Vorgänge, einer geparkt");
  await discarded(album, visit, another);
  await go(visit, "#/money", "Kasse");
  await album.take(page, "kasse");
  await hands.write(page.getByRole("textbox", { name: "Wechselgeld zu Beginn in Euro" }), "100");
  await press(page, "Wechselgeld übernehmen");
  for (const box of await main(page).getByRole("checkbox").all()) await hands.tick(box);
  await hands.choose(page.getByRole("radio", { name: "Bar", exact: true }));
  await hands.write(page.getByRole("textbox", { name: "Gegebener Betrag in Euro" }), "150");
  await page.getByTestId("change").waitFor();
  await album.take(page, "kasse-korb", "drei Vorgänge in einer Zahlung");
  await press(page, "Zahlung verbuchen");
  await page.getByText("Zurzeit ist kein Vorgang zu bezahlen.").waitFor();
  await hands.write(page.getByRole("textbox", { name: "Gezähltes Bargeld in Euro" }), "230,50");
  await press(page, "Kasse jetzt abschließen");
  await page.getByText("Soll und Gezähltes sind nicht gleich.").first().waitFor();
  await album.take(page, "kasse-differenz", "Soll und Gezähltes sind nicht gleich");
  await hands.write(page.getByRole("textbox", { name: "Erläuterung zur Differenz" }), "50 Cent fehlen");
  await press(page, "Kasse jetzt abschließen");
  await page.getByTestId("closing").getByText("hat den Abschluss geprüft und angenommen").waitFor();
  await album.take(page, "kasse-abgeschlossen", "abgeschlossen");
  await go(visit, "#/history", "Verlauf");
  await album.take(page, "verlauf");
  await go(visit, "#/shortcuts", "Tastenkürzel");
  await album.take(page, "tastenkuerzel");
  await visit.close();
}

async function discarded(album, visit, id) {
  const { page } = visit;
  await goToCase(visit, id);
  await press(page, "Vorgang verwerfen");
  await album.take(page, "verwerfen-frage", "vor dem Verwerfen wird gefragt", { whole: false });
  await page.getByRole("button", { name: "Endgültig löschen" }).tap();
  await page.getByText("Der Vorgang wird verworfen", { exact: true }).waitFor();
  await album.take(page, "verwerfen", "das Verwerfen lässt sich zurücknehmen");
  await page.getByRole("button", { name: "Jetzt löschen" }).tap();
  await page.getByText("Der Vorgang wird verworfen", { exact: true }).waitFor({ state: "hidden" });
}

/** One student after the other. */
export async function fastLane(album) {
  const visit = await opened();
  const { page, hands } = visit;
  await go(visit, "#/fast-lane", "Schnellspur für Studierende");
  await hands.write(field(page, "Aktenzeichen"), "112-05/2026");
  await date(visit, "Tag des Einzugs", daysAgo(1));
  await hands.write(field(page, "Straße und Hausnummer", { exact: true }), "Campusallee 5");
  await hands.write(field(page, "Postleitzahl", { exact: true }), "99998");
  await hands.write(field(page, "Wohnort", { exact: true }), "Altenau");
  await hands.write(field(page, "Amtlicher Gemeindeschlüssel"), "01099001");
  await hands.write(field(page, "Zuordnungsmerkmal"), "WG-2026-0815");
  await album.take(page, "schnellspur", "was für alle gilt");
  await press(page, "Nächste Person");
  await page.getByRole("heading", { level: 2, name: "Wer zieht ein?" }).waitFor();
  await hands.write(field(page, "Familienname", { exact: true }), "Muster");
  await hands.write(field(page, "Vornamen", { exact: true }), "Ada");
  await date(visit, "Tag der Geburt", { day: 3, month: 2, year: 2007 });
  await hands.write(field(page, "Ort der Geburt"), "Köln");
  await hands.choose(page.getByRole("radio", { name: "weiblich" }));
  await hands.choose(page.getByRole("radio", { name: "Personalausweis", exact: true }));
  await album.take(page, "schnellspur-person", "wer einzieht");
  await press(page, "Weiter zur Wohnung");
  await page.getByRole("heading", { level: 2, name: "Woher und wohin?" }).waitFor();
  await album.take(page, "schnellspur-wohnung", "woher und wohin");
  await visit.close();
}

/** The act at the change terminal, and the terminal alone. */
export async function cardWork(album) {
  await terminalFault();
  await terminalCard("on");
  const [id] = await openedCases([
    ["card-services", { card_act: "address", card_document: "id_card", card_serial: "T22000129", identity_method: "sure_document", card_present: "yes" }],
  ]);
  const visit = await opened();
  const { page } = visit;
  await goToCase(visit, id, "section/card_work", "Ausführung");
  await page.getByText("Das Terminal ist bereit.").waitFor();
  await album.take(page, "ausfuehrung", "vor dem Beginn");
  await press(page, "Am Terminal beginnen");
  await page.getByText(/^Adresse und Wohnort-Schlüssel stehen auf dem Chip/).first().waitFor();
  await album.take(page, "ausfuehrung-chip", "die Adresse steht auf dem Chip");
  await press(page, "Fertig");
  await album.take(page, "ausfuehrung-aufkleber", "jetzt kommt der Aufkleber");
  await go(visit, "#/terminal", "Änderungsterminal");
  await terminalFault("locked");
  await page.getByText(/^Das Terminal ist gesperrt/).first().waitFor();
  await album.take(page, "terminal-gesperrt", "das Terminal ist gesperrt");
  await terminalFault();
  await go(visit, "#/card", "PIN des Ausweises");
  await press(page, "PIN ändern (mit bisheriger PIN)");
  await page.getByLabel("Bisherige PIN").waitFor();
  await album.take(page, "pin-ziffernfeld", "die Person tippt, die Ziffern bleiben verdeckt");
  await visit.close();
}

// The whole suitcase at work: an ID card for which a document is scanned, the pad is signed, a card pays,
// and afterwards the state of the card in the reader and what the change terminal reads from its chip.

import { padShows, penRests, signOnPad, tapOnPad } from "./pad.mjs";
import { until } from "./stage.mjs";
import { arrive, goOn, kept, main } from "./steps.mjs";
import { fillDocuments, idCard } from "./visit.mjs";

const ofTheSuitcase = {
  "Identität und Unterlagen": ["Geburtsurkunde einscannen", scannedDocuments],
  Unterschrift: ["Auf dem Pad unterschreiben", signatureOnPad],
  Gebühr: ["Mit Karte bezahlen", feeByCard],
};

/** The application for an ID card with every device, then the card services. */
export const everyDevice = [
  ...idCard.map(([name, step]) => ofTheSuitcase[name] ?? [name, step]),
  ["Karte im Leser", cardInReader],
  ["Chip am Änderungsterminal auslesen", chipAtTerminal],
];

async function scannedDocuments(visit) {
  const { page, hands, onScreen } = visit;
  await fillDocuments(visit);
  await kept(page);
  await hands.activate(main(page).getByRole("link", { name: "Unterlagen einscannen" }));
  await arrive(visit, "Unterlagen einscannen", "scannen");
  await hands.choose(page.getByRole("radio", { name: "Geburtsurkunde" }));
  await hands.activate(main(page).getByRole("button", { name: "Einscannen", exact: true }));
  await page.getByRole("article", { name: "Geburtsurkunde – 3 Seiten", exact: true }).waitFor();
  await onScreen("gescannt");
  await hands.activate(main(page).getByRole("link", { name: "Zurück zu „Identität und Unterlagen“" }));
  await arrive(visit, "Identität und Unterlagen", "unterlagen-gescannt");
  await goOn(visit);
}

async function signatureOnPad(visit) {
  const { page, hands, onScreen } = visit;
  await arrive(visit, "Unterschrift", "unterschrift");
  await hands.activate(main(page).getByRole("button", { name: "Auf dem Pad unterschreiben" }));
  await main(page).getByText(/^Die Person kann jetzt auf dem Pad unterschreiben/).waitFor();
  await until(padShows, "the pad shows what is signed");
  await signOnPad();
  await main(page).getByText("Die Person schreibt.").waitFor();
  await onScreen("unterschrift-pad");
  await penRests(page);
  await tapOnPad("accept");
  await page.getByRole("img", { name: "Unterschrift der Person" }).waitFor();
  await onScreen("unterschrift-fertig");
  await hands.activate(main(page).getByRole("button", { name: "Übernehmen und weiter" }));
}

async function feeByCard(visit) {
  const { page, hands, onScreen } = visit;
  await arrive(visit, "Gebühr", "gebuehr");
  await hands.choose(page.getByRole("radio", { name: "Mit Karte" }));
  await hands.activate(main(page).getByRole("button", { name: "Kartenzahlung starten" }));
  await page.getByTestId("payment-progress").waitFor();
  await onScreen("karte-laeuft");
  await page.getByRole("group", { name: /^Quittung Nr\. / }).waitFor();
  await onScreen("karte-bezahlt");
  await hands.activate(main(page).getByRole("button", { name: "Speichern und weiter" }));
}

async function cardInReader(visit) {
  const { page } = visit;
  await fromStart(visit, "PIN selbst ändern", "start-danach");
  await arrive(visit, "PIN des Ausweises", "karte");
  await page.getByText("Die PIN ist in Ordnung, 3 Versuche sind übrig.").waitFor();
  await visit.onScreen("karte-gelesen");
}

async function chipAtTerminal(visit) {
  const { page, hands, onScreen } = visit;
  await fromStart(visit, "Zum Änderungsterminal", "start-danach-2");
  await arrive(visit, "Änderungsterminal", "terminal");
  await page.getByText("Das Terminal ist bereit.").waitFor();
  await hands.tick(page.getByRole("checkbox", { name: /^Ich habe geprüft, dass die anwesende Person/ }));
  await hands.activate(main(page).getByRole("button", { name: "Chipdaten zeigen" }));
  await page.getByRole("heading", { name: "Auf dem Chip gespeichert" }).waitFor();
  await onScreen("chip");
  await hands.activate(main(page).getByRole("button", { name: "Fertig" }));
}

async function fromStart(visit, link, shot) {
  const { page, hands } = visit;
  await hands.activate(page.getByRole("link", { name: "Start" }).first());
  await arrive(visit, "Koffer bereit machen", shot);
  await hands.activate(main(page).getByRole("link", { name: link }));
}

// The whole visit, step by step, written once for every pair of hands. Everything is found by role
// and name, as a person finds it.

import { fingers, photo, signature } from "./captures.mjs";
import { deviceReady } from "./devices.mjs";
import { arrive, goOn, kept, main } from "./steps.mjs";

/** Who works, where, and for whom. */
export const people = {
  clerk: "Jürgen Groß",
  place: "Pflegeheim Sonnenhof, Musterdorf",
  applicant: { family: "Mustermann", first: "Erika" },
};

/** The application for an ID card: each step with the name by which a demo tells of it. */
export const idCard = [
  ["Koffer bereit machen", begin],
  ["Person im Register suchen", search],
  ["Personalausweis beantragen", (visit) => openCase(visit, "Personalausweis beantragen")],
  ["Namen", (visit) => section(visit, "Namen")],
  ["Angaben zur Person", (visit) => section(visit, "Angaben zur Person")],
  ["Anschrift", (visit) => section(visit, "Anschrift")],
  ["Identität und Unterlagen", documents],
  ["Online-Funktion und Zustellung", cardOptions],
  ["Lichtbild", photo],
  ["Fingerabdrücke", fingers],
  ["Unterschrift", signature],
  ["Gebühr", (visit) => fee(visit, "60")],
  ["Angaben prüfen und Kontrollblatt drucken", (visit) => check(visit, ["Kontrollblatt"])],
  ["Antrag übermitteln", send],
  ["Gebührenquittung drucken", (visit) => print(visit, ["Gebührenquittung"])],
  ["Vorgang abschließen", close],
];

/** The certificate of residence. */
export const certificate = [
  ["Koffer bereit machen", begin],
  ["Person im Register suchen", search],
  ["Einfache Meldebescheinigung", (visit) => openCase(visit, "Einfache Meldebescheinigung")],
  ["Namen", (visit) => section(visit, "Namen")],
  ["Angaben zur Person", (visit) => section(visit, "Angaben zur Person")],
  ["Anschrift", (visit) => section(visit, "Anschrift")],
  ["Identität und Unterlagen", identity],
  ["Zweck der Bescheinigung", purpose],
  ["Gebühr", (visit) => fee(visit, "20")],
  ["Angaben prüfen", (visit) => check(visit, [])],
  ["Antrag übermitteln", send],
  ["Drucken", (visit) => print(visit, ["Gebührenquittung", "Meldebescheinigung"])],
  ["Vorgang abschließen", close],
];

/**
 * Plays steps. `visit` holds the page, the hands and `onScreen(name)`, called on every screen; `onStep`
 * is called with the name of each step that is done. `until` ends before the step of that name.
 */
export async function play(steps, visit, { onStep = () => {}, until } = {}) {
  for (const [name, step] of steps) {
    if (name === until) return;
    await step(visit);
    onStep(name);
  }
}

/** The clerk names herself, if nobody has yet, and sees that the suitcase is ready. */
export async function begin(visit) {
  const { page, hands, onScreen } = visit;
  await arrive(visit, "Koffer bereit machen", "start");
  const status = page.getByRole("region", { name: "Zustand des Koffers" });
  await status.getByText(/^Am Koffer: /).waitFor();
  if (await status.getByText("noch niemand angemeldet").isVisible()) {
    await hands.write(page.getByLabel("Ihr Name"), people.clerk);
    await hands.write(page.getByLabel("Ort des Termins"), people.place);
    await hands.activate(main(page).getByRole("button", { name: "Termin beginnen" }));
  }
  await status.getByText(`${people.clerk}, ${people.place}`).waitFor();
  await status.getByText("Leitung: verbunden", { exact: true }).waitFor();
  for (const device of ["Drucker", "Fingerabdruckscanner"]) await deviceReady(page, device);
  await onScreen("bereit");
  await hands.activate(main(page).getByRole("link", { name: "Person suchen" }));
}

/** Finds the applicant and opens her sheet. */
export async function search(visit) {
  const { page, hands, onScreen } = visit;
  await arrive(visit, "Person suchen", "suche");
  await hands.write(page.getByLabel("Anlass", { exact: true }), "Antrag auf Personalausweis");
  await hands.write(page.getByLabel("Aktenzeichen"), "112-04/2026");
  await hands.write(page.getByLabel("Familien- oder Geburtsname"), people.applicant.family);
  await hands.write(page.getByLabel("Vornamen"), people.applicant.first);
  await hands.activate(main(page).getByRole("button", { name: "Suchen" }));
  await page.getByRole("heading", { name: "1 Person gefunden" }).waitFor();
  await onScreen("treffer");
  await hands.activate(main(page).getByRole("button", { name: "Öffnen Mustermann, Erika" }));
  await arrive(visit, "Erika Mustermann", "person", "Person");
}

/** Begins a case for the person on the screen and goes to its first task. */
export async function openCase(visit, service) {
  const { page, hands } = visit;
  await hands.choose(page.getByRole("radio", { name: service }));
  await hands.activate(main(page).getByRole("button", { name: "Vorgang beginnen" }));
  await arrive(visit, `Erika Mustermann – ${service}`, "aufgaben", "Aufgaben");
  visit.case = new URL(page.url()).hash.split("/")[2];
  await hands.activate(main(page).getByRole("link", { name: "Weiterbearbeiten" }));
}

/** A section that the register has filled in: read and confirmed. */
export async function section(visit, heading) {
  await arrive(visit, heading, fileName(heading));
  await goOn(visit);
}

async function documents(visit) {
  await fillDocuments(visit);
  await kept(visit.page);
  await goOn(visit);
}

/** How the person was identified, and what she brought along. */
export async function fillDocuments(visit) {
  const { page, hands } = visit;
  await arrive(visit, "Identität und Unterlagen", "unterlagen");
  await hands.choose(page.getByRole("radio", { name: "Durch das Lichtbild im Register" }));
  await hands.choose(page.getByRole("radio", { name: "Personalausweis", exact: true }));
  await hands.write(page.getByLabel("Seriennummer des bisherigen Dokuments"), "T22000129");
  await hands.tick(page.getByRole("checkbox", { name: "Geburts- oder Eheurkunde wurde eingesehen" }));
}

async function cardOptions(visit) {
  const { page, hands } = visit;
  await arrive(visit, "Online-Funktion und Zustellung", "online-funktion");
  await hands.tick(page.getByRole("checkbox", { name: "Die Online-Ausweisfunktion wird eingeschaltet" }));
  await hands.tick(page.getByRole("checkbox", { name: /^Das Informationsmaterial/ }));
  await hands.choose(page.getByRole("radio", { name: "Abholung oder Übergabe durch das Amt" }));
  await goOn(visit);
}

async function identity(visit) {
  const { page, hands } = visit;
  await arrive(visit, "Identität und Unterlagen", "unterlagen");
  await hands.choose(page.getByRole("radio", { name: "Durch das Lichtbild im Register" }));
  await goOn(visit);
}

async function purpose(visit) {
  const { page, hands } = visit;
  await arrive(visit, "Zweck der Bescheinigung", "zweck");
  await hands.write(page.getByLabel("Wofür ist die Bescheinigung?"), "zur Vorlage bei der Bank");
  await goOn(visit);
}

async function fee(visit, euros) {
  const { page, hands, onScreen } = visit;
  await arrive(visit, "Gebühr", "gebuehr");
  await hands.choose(page.getByRole("radio", { name: "Bar", exact: true }));
  await hands.write(page.getByLabel("Gegebener Betrag in Euro"), euros);
  await onScreen("gebuehr-bar");
  await hands.activate(main(page).getByRole("button", { name: "Zahlung verbuchen" }));
}

async function check(visit, papers) {
  const { page, hands } = visit;
  await arrive(visit, "Angaben prüfen", "pruefen");
  await print(visit, papers);
  await hands.activate(main(page).getByRole("link", { name: "Weiter zur Übermittlung" }));
}

/** Sends and waits for the gateway's receipt. */
export async function send(visit) {
  const { page, hands } = visit;
  await arrive(visit, "Antrag übermitteln", "uebermitteln");
  await hands.activate(main(page).getByRole("button", { name: "Antrag jetzt übermitteln" }));
  await arrive(visit, "Empfangsbestätigung", "empfangsbestaetigung");
  await page.getByText("Die Unterschrift des Rechenzentrums wurde geprüft und ist echt.").waitFor();
}

/** Prints documents of the case, one after the other, each to its end. */
export async function print(visit, documents) {
  const { page, hands, onScreen } = visit;
  for (const name of documents) {
    const card = page.getByRole("article").filter({ has: page.getByRole("heading", { name, exact: true }) });
    await hands.activate(card.getByRole("button", { name: `Drucken ${name}` }));
    await card.getByText("Gedruckt.", { exact: true }).waitFor();
  }
  if (documents.length > 0) await onScreen("gedruckt");
}

async function close(visit) {
  const { page, hands } = visit;
  await hands.activate(main(page).getByRole("button", { name: "Vorgang abschließen" }));
  await arrive(visit, "Vorgänge", "vorgaenge");
  await page.getByText("Es ist kein Vorgang offen").waitFor();
}

function fileName(heading) {
  return heading.toLowerCase().replaceAll(" ", "-");
}

// The whole visit, step by step, written once for every pair of hands. Everything is found by role
// and name, as a person finds it.

import { approve, joinIn, signIn } from "./clerks.mjs";
import { fingers, photo, signature } from "./captures.mjs";
import { counting } from "./counts.mjs";
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
  ["Personalausweis", (visit) => openCase(visit, "Personalausweis")],
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
  ["Meldebescheinigung", (visit) => openCase(visit, "Meldebescheinigung")],
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

/**
 * The clerk signs in and names the place, if nobody has yet, and sees that the suitcase is ready. With
 * `visit.together` her colleague joins.
 */
export async function begin(visit) {
  const { page, hands, onScreen } = visit;
  const title = page.getByRole("heading", { level: 1 });
  await title.waitFor();
  if ((await title.textContent()) === "Am Koffer anmelden") await signIn(visit);
  await arrive(visit, "Koffer bereit machen", "start");
  const status = page.getByRole("region", { name: "Zustand des Koffers" });
  await status.getByText(/^Am Koffer: /).waitFor();
  if (await page.getByLabel("Ort des Termins").isVisible()) {
    await hands.write(page.getByLabel("Ort des Termins"), people.place);
    await hands.activate(main(page).getByRole("button", { name: "Termin beginnen" }));
  }
  await status.getByText(`${people.clerk}, ${people.place}`).waitFor();
  await status.getByText("Leitung: verbunden", { exact: true }).waitFor();
  for (const device of ["Drucker", "Fingerabdruckscanner"]) await deviceReady(page, device);
  if (visit.together) await joinIn(visit);
  await onScreen("bereit");
  await hands.activate(main(page).getByRole("link", { name: "Person suchen" }));
}

/** Finds the applicant, or somebody else, and opens the sheet. */
export async function search(visit, { family, first } = people.applicant) {
  const { page, hands, onScreen } = visit;
  await arrive(visit, "Person suchen", "suche");
  await hands.write(page.getByLabel("Anlass", { exact: true }), "Antrag auf Personalausweis");
  await hands.write(page.getByLabel("Aktenzeichen"), "112-04/2026");
  await hands.write(page.getByLabel("Familien- oder Geburtsname"), family);
  await hands.write(page.getByLabel("Vornamen"), first);
  await hands.activate(main(page).getByRole("button", { name: "Suchen" }));
  await page.getByRole("heading", { name: "1 Person gefunden" }).waitFor();
  await onScreen("treffer");
  await hands.activate(main(page).getByRole("button", { name: `Öffnen ${family}, ${first}` }));
  await arrive(visit, `${first} ${family}`, "person", "Person");
}

/** Begins a case for the person on the screen and goes to its first task. From here on what the hands do counts. */
export async function openCase(visit, service, { family, first } = people.applicant) {
  Object.assign(visit, counting(visit.hands));
  const { page, hands } = visit;
  await hands.choose(page.getByRole("radio", { name: service, exact: true }));
  await hands.activate(main(page).getByRole("button", { name: "Vorgang beginnen" }));
  await arrive(visit, `${first} ${family} – ${service}`, "aufgaben", "Aufgaben");
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

/** Pays in cash. */
export async function fee(visit, euros) {
  const { page, hands, onScreen } = visit;
  await arrive(visit, "Gebühr", "gebuehr");
  await hands.choose(page.getByRole("radio", { name: "Bar", exact: true }));
  await hands.write(page.getByRole("textbox", { name: "Gegebener Betrag in Euro" }), euros);
  await onScreen("gebuehr-bar");
  await hands.activate(main(page).getByRole("button", { name: "Zahlung verbuchen" }));
}

/** Prints from the check page and goes on to send. */
export async function check(visit, papers) {
  const { page, hands } = visit;
  await arrive(visit, "Angaben prüfen", "pruefen");
  await print(visit, papers);
  await hands.activate(main(page).getByRole("link", { name: "Weiter zur Übermittlung" }));
}

/** Sends and waits for the gateway's receipt. */
export async function send(visit) {
  const { page, hands } = visit;
  await arrive(visit, "Antrag übermitteln", "uebermitteln");
  await approve(visit);
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

/** Closes the case that was received. */
export async function close(visit) {
  const { page, hands } = visit;
  await hands.activate(main(page).getByRole("button", { name: "Vorgang abschließen" }));
  await arrive(visit, "Vorgänge", "vorgaenge");
  await page.getByText("Es ist kein Vorgang offen").waitFor();
}

function fileName(heading) {
  return heading.toLowerCase().replaceAll(" ", "-");
}

// Screens with nothing on them yet, and what is shown when something is not there.

import { approve, plug } from "../lib/clerks.mjs";
import { holds } from "../lib/gateway.mjs";
import { go, goToCase, opened } from "../lib/ground.mjs";
import { prepared } from "../lib/prepared.mjs";
import { startCompanion, startGateway, stop, until } from "../lib/stage.mjs";
import { main } from "../lib/steps.mjs";
import { people } from "../lib/visit.mjs";

const NOBODY = "00000000-0000-4000-8000-000000000000";

/** Before there is a case, and addresses that lead nowhere. */
export async function empty(album) {
  const visit = await opened();
  const { page } = visit;
  await album.take(page, "start-leer", "noch kein Ort");
  await go(visit, "#/cases", "Vorgänge");
  await album.take(page, "vorgaenge-leer", "noch keiner");
  await go(visit, "#/money", "Kasse");
  await album.take(page, "kasse-leer", "nichts zu bezahlen");
  await go(visit, "#/history", "Verlauf");
  await album.take(page, "verlauf-leer", "noch nichts geschehen");
  await go(visit, "#/person");
  await album.take(page, "person-leer", "noch niemand geöffnet");
  await go(visit, "#/nirgends", "Diese Seite gibt es nicht");
  await album.take(page, "unbekannt");
  await goToCase(visit, NOBODY, "", "Vorgänge");
  await album.take(page, "vorgang-unbekannt", "diesen Vorgang gibt es nicht");
  await visit.close();
  const id = await prepared();
  await loading(album, id);
}

async function loading(album, id) {
  const visit = await opened();
  const { page } = visit;
  await page.route("**/catalogue/**", () => undefined);
  await page.reload();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.evaluate((hash) => (location.hash = hash), `#/case/${id}`);
  await main(page).getByText(/geladen/).first().waitFor();
  await album.take(page, "laden", "die Leistungen werden geladen", { heading: "Vorgang" });
  await visit.close();
}

/** The line goes, then the companion. */
export async function line(album) {
  const id = await prepared({ prints: 9, photo: true, signature: true, paid: true });
  const visit = await opened();
  const { page } = visit;
  await goToCase(visit, id, "send", "Antrag übermitteln");
  await approve(visit);
  await stop("gateway");
  await main(page).getByRole("button", { name: "Antrag jetzt übermitteln" }).tap();
  await page.getByText(/Wartet auf die Leitung/).waitFor();
  await album.take(page, "uebermitteln-ohne-leitung", "der Vorgang wartet auf die Leitung");
  await go(visit, "#/cases", "Vorgänge");
  await album.take(page, "vorgaenge-ohne-leitung", "einer wird übermittelt, sobald die Leitung steht");
  await startGateway();
  await page.getByRole("row", { name: /Bestätigt/ }).waitFor({ timeout: 60_000 });
  await album.take(page, "vorgaenge-bestaetigt", "bestätigt, die Daten sind gelöscht");
  await goToCase(visit, id, "section/names");
  await album.take(page, "abgegeben", "ein Vorgang, der abgegeben ist");
  await begun(album, visit);
}

async function begun(album, visit) {
  const { page } = visit;
  await go(visit, "#/", "Koffer bereit machen");
  await stop("companion");
  await page.getByRole("heading", { level: 1, name: "Keine Verbindung zum Begleitdienst" }).waitFor();
  await album.take(page, "ohne-begleitdienst");
  await startCompanion();
  await visit.close();
  const id = await prepared({ prints: 2 });
  await until(() => holds(id).parts.some(({ received, length }) => received === length), "a part is at the gateway");
  await stop("companion");
  await startCompanion();
  const after = await opened();
  await after.hands.write(after.page.getByLabel("Ort des Termins"), people.place);
  await main(after.page).getByRole("button", { name: "Termin beginnen" }).tap();
  await after.page.getByText("Begonnene Vorgänge").waitFor();
  await album.take(after.page, "start-begonnen", "nach einem Absturz: begonnene Vorgänge");
  const other = await after.page.context().newPage();
  await other.goto(after.page.url());
  await other.getByRole("heading", { level: 1 }).waitFor();
  await after.page.getByRole("heading", { name: "Der Amtskoffer ist in einem anderen Fenster geöffnet" }).waitFor();
  await album.take(after.page, "anderes-fenster");
  await after.close();
}

/** Nobody is signed in, or the screen is locked. */
export async function clerks(album) {
  const visit = await opened({ clerk: null });
  const { page } = visit;
  const signIn = main(page).getByRole("button", { name: "Mit Passkey anmelden" });
  const { session, authenticatorId } = await plug(page, 0);
  await session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
  await signIn.tap();
  await main(page).getByText(/^Der Passkey hat nicht rechtzeitig geantwortet/).waitFor();
  await album.take(page, "anmelden-fehler", "der Passkey wurde nicht bestätigt");
  await page.evaluate(() => (location.hash = "#/enrol/abc"));
  await page.getByRole("heading", { level: 1, name: "Neuen Passkey einrichten" }).waitFor();
  await album.take(page, "einrichten");
  await main(page).getByRole("button", { name: "Passkey jetzt einrichten" }).tap();
  await main(page).getByText("Dieser Anmelde-Link ist unbekannt, schon benutzt oder zu alt.").waitFor();
  await album.take(page, "einrichten-fehler", "der Link gilt nicht mehr");
  await go(visit, "#/", "Am Koffer anmelden");
  await session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: true });
  await signIn.tap();
  await page.getByRole("heading", { level: 1, name: "Koffer bereit machen" }).waitFor();
  await page.keyboard.press("Control+l");
  await page.getByRole("heading", { level: 1, name: "Bildschirm gesperrt" }).waitFor();
  await album.take(page, "gesperrt");
  await visit.close();
}

// The readiness coach, and screens while a device does not work.

import { approve } from "../lib/clerks.mjs";
import { deviceBroken } from "../lib/devices.mjs";
import { go, goToCase, opened } from "../lib/ground.mjs";
import { card, stands } from "../lib/coach.mjs";
import { prepared } from "../lib/prepared.mjs";
import { fingerprintFault, printerFault, stage, startGateway, stop } from "../lib/stage.mjs";
import { main } from "../lib/steps.mjs";

const FAULTS = [
  ["paper-out", "Drucker", "im Drucker ist kein Papier", () => printerFault("paper-out"), () => printerFault()],
  ["scanner-unplugged", "Fingerabdruckscanner", "der Fingerabdruckscanner fehlt", () => fingerprintFault("unplugged"), () => fingerprintFault()],
  ["line-down", "Leitung", "das Rechenzentrum ist nicht zu erreichen", () => stop("gateway"), startGateway],
];

/** Takes them. */
export async function devices(album) {
  const whole = await prepared({ prints: 9, photo: true, signature: true, paid: true });
  const id = await prepared();
  const visit = await opened();
  const { page } = visit;
  await go(visit, "#/readiness", "Koffer bereit?");
  await stands(page, "Drucker", "bereit");
  await album.take(page, "coach", "alles ist bereit");
  for (const [name, device, words, breakIt, mendIt] of FAULTS) {
    await breakIt();
    await stands(page, device, "gestört");
    await card(page, device).scrollIntoViewIfNeeded();
    await album.take(page, `coach-${name}`, words, { whole: false });
    await mendIt();
    await stands(page, device, "bereit");
  }
  await main(page).getByRole("button", { name: "Bericht anzeigen" }).tap();
  await page.getByText("Das steht im Bericht").first().evaluate((told) => told.scrollIntoView());
  await album.take(page, "coach-bericht", "was die IT erfährt", { whole: false });
  await withoutPaper(album, visit, whole);
  await broken(album, visit, id);
  await visit.close();
  await withoutCamera(album, id);
}

async function withoutPaper(album, visit, id) {
  const { page } = visit;
  await goToCase(visit, id, "send", "Antrag übermitteln");
  await approve(visit);
  await main(page).getByRole("button", { name: "Antrag jetzt übermitteln" }).tap();
  await page.getByRole("heading", { level: 1, name: "Empfangsbestätigung" }).waitFor();
  await printerFault("paper-out");
  await deviceBroken(page, "Drucker");
  await main(page).getByRole("button", { name: "Drucken Gebührenquittung" }).tap();
  await main(page).getByText(/Papier/).first().waitFor();
  await album.take(page, "drucken-ohne-papier", "im Drucker ist kein Papier");
  await printerFault();
}

async function broken(album, visit, id) {
  const { page } = visit;
  await goToCase(visit, id, "section/fingers", "Fingerabdrücke");
  await fingerprintFault("unplugged");
  await deviceBroken(page, "Fingerabdruckscanner");
  await album.take(page, "fingerabdruecke-ohne-scanner", "der Scanner fehlt");
  await fingerprintFault();
  await goToCase(visit, id, "scans", "Unterlagen einscannen");
  await scanner("no-paper");
  await main(page).getByRole("radio", { name: "Andere Unterlage" }).check();
  await main(page).getByRole("button", { name: "Einscannen", exact: true }).tap();
  await page.getByRole("alert", { name: "Der Scan ist nicht vollständig" }).waitFor();
  await album.take(page, "scannen-ohne-papier", "im Einzug liegt nichts");
  await scanner();
}

async function withoutCamera(album, id) {
  const visit = await opened({ camera: [] });
  await goToCase(visit, id, "section/photo", "Lichtbild");
  await album.take(visit.page, "lichtbild-ohne-kamera", "keine Kamera");
  await visit.close();
}

async function scanner(name) {
  const url = `http://127.0.0.1:${stage.scanner.control}/fault`;
  const answer = await fetch(url, name ? { method: "PUT", body: name } : { method: "DELETE" });
  if (!answer.ok) throw new Error(`scanner fault ${name}: ${answer.status}`);
}

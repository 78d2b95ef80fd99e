// The task list of every service, and each of its sections that no service before had.

import { goToCase, opened } from "../lib/ground.mjs";
import { openedCases } from "../lib/prepared.mjs";
import { freshStage } from "../lib/stage.mjs";

/** Every service, some in several ways, so that every section comes. */
const SERVICES = [
  ["identity-card", {}, ""],
  ["identity-card", { birth_date: "2013-05-04" }, "für ein Kind", "personalausweis-kind"],
  ["identity-card", { exemption_wanted: "yes" }, "Befreiung von der Ausweispflicht", "befreiung"],
  ["passport"],
  ["provisional-identity-card"],
  ["provisional-passport"],
  ["residence-permit"],
  ["registration"],
  ["change-of-address"],
  ["deregistration"],
  ["second-home"],
  ["registration-certificate", { certificate_kind: "extended" }, "erweitert"],
  ["residence-certificate"],
  ["life-certificate"],
  ["criminal-record-certificate", { request_kind: "authority" }, "zur Vorlage bei einer Behörde"],
  ["trade-register-extract"],
  ["certified-copy"],
  ["certified-signature"],
  ["card-services", { card_act: "address" }, "Anschrift ändern"],
  ["card-services", { card_act: "hand_over" }, "Fertiges Dokument aushändigen", "aushaendigen"],
];

/** So many cases a companion holds at once. */
const AT_ONCE = 8;

/** Takes them. */
export async function services(album) {
  const seen = new Set();
  for (let first = 0; first < SERVICES.length; first += AT_ONCE) {
    await freshStage();
    await some(album, SERVICES.slice(first, first + AT_ONCE), seen);
  }
}

async function some(album, wanted, seen) {
  const ids = await openedCases(wanted.map(([service, answers = {}]) => [service, answers]));
  const visit = await opened();
  for (const [at, [service, , words = "", name = service]] of wanted.entries()) {
    await goToCase(visit, ids[at]);
    await visit.page.getByRole("link", { name: "Weiterbearbeiten" }).waitFor();
    await album.take(visit.page, `aufgaben-${name}`, words, { part: "main" });
    for (const key of await sections(visit.page)) {
      if (seen.has(key)) continue;
      seen.add(key);
      await goToCase(visit, ids[at], `section/${key}`);
      await album.take(visit.page, `abschnitt-${key.replaceAll("_", "-")}`, words, { part: "main" });
    }
  }
  await visit.close();
}

async function sections(page) {
  const hrefs = await page.locator("main a[href*='/section/']").evaluateAll((links) => links.map(({ hash }) => hash));
  return [...new Set(hrefs.map((hash) => hash.split("/section/")[1]))];
}

// Clerks: a new one makes her passkey known, signs in, locks and unlocks; a second one approves.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { beforeEach, test } from "node:test";
import { checkAccessible } from "./lib/accessible.mjs";
import { joinIn, plug, plugEmpty, signIn } from "./lib/clerks.mjs";
import { Touch } from "./lib/hands.mjs";
import { screens } from "./lib/kiosk.mjs";
import { opened } from "./lib/played.mjs";
import { goTo, openedAt, prepared } from "./lib/prepared.mjs";
import { freshStage, stage, until } from "./lib/stage.mjs";
import { arrive, main } from "./lib/steps.mjs";
import { unheardOf } from "./lib/traces.mjs";
import { people } from "./lib/visit.mjs";

const [first, second] = stage.gateway.clerks.map(({ name }) => name);
const watched = { onScreen: checkAccessible, clerk: null };

beforeEach(freshStage);

test("a new clerk opens her link, makes her passkey known and signs in; the link is used up", async (t) => {
  const visit = await opened(t, { ...watched, screen: { ...screens.narrow, hasTouch: true }, hands: Touch });
  const { page, hands } = visit;
  await arrive(visit, "Am Koffer anmelden", "anmelden");
  const name = `Neu, ${unheardOf(8)}`;
  const link = made(name);
  await plugEmpty(page);
  await openLink(page, link);
  await arrive(visit, "Neuen Passkey einrichten", "einrichten");
  assert.equal(new URL(page.url()).hash, "#/enrol");
  assert.equal(await page.evaluate(() => JSON.stringify(history.state)), "null");
  await hands.activate(main(page).getByRole("button", { name: "Passkey jetzt einrichten" }));
  await main(page).getByText(`Der Passkey von ${name} ist eingerichtet.`).waitFor();
  await visit.onScreen("eingerichtet");
  await hands.activate(main(page).getByRole("link", { name: "Weiter zur Anmeldung" }));
  await arrive(visit, "Am Koffer anmelden", "anmelden-neu");
  await hands.activate(main(page).getByRole("button", { name: "Mit Passkey anmelden" }));
  await arrive(visit, "Koffer bereit machen", "start");
  await main(page).getByText(name).first().waitFor();

  await openLink(page, link);
  await hands.activate(main(page).getByRole("button", { name: "Passkey jetzt einrichten" }));
  await main(page).getByText("Dieser Anmelde-Link ist unbekannt, schon benutzt oder zu alt.").waitFor();
  // The way back does not lead to the link either.
  await page.goBack();
  assert.ok(!page.url().includes(new URL(link).hash.split("/").pop()));
  visit.assertQuiet();
});

test("a key that does not verify its owner opens nothing", async (t) => {
  const visit = await opened(t, watched);
  const { page, hands } = visit;
  const button = main(page).getByRole("button", { name: "Mit Passkey anmelden" });
  await arrive(visit, "Am Koffer anmelden", "anmelden");
  const { session, authenticatorId } = await plug(page, 0);
  await session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
  await hands.activate(button);
  await main(page).getByText(/^Der Passkey hat nicht rechtzeitig geantwortet/).waitFor();
  await visit.onScreen("nicht-bestaetigt");
  await session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: true });
  await hands.activate(button);
  await arrive(visit, "Koffer bereit machen", "start");
  visit.assertQuiet();
});

test("the locked screen holds nothing personal, and who is signed in opens it where she was", async (t) => {
  const id = await prepared({ prints: 2 });
  const visit = await openedAt(t, id, "section/names", { ...watched, clerk: 0 });
  const { page, hands } = visit;
  await arrive(visit, "Namen", "namen");
  await page.keyboard.press("Control+l");
  await arrive(visit, "Bildschirm gesperrt", "gesperrt");
  const shown = await page.evaluate(() => document.documentElement.outerHTML);
  for (const word of [people.applicant.family, people.applicant.first, "Heidestr", people.place]) {
    assert.ok(!shown.includes(word), `${word} is still in the page`);
  }
  assert.equal(await page.getByRole("navigation").count(), 0);
  // An address of a case opens nothing, and neither does loading the page anew.
  await goTo(visit, id, "check");
  await page.getByRole("heading", { level: 1, name: "Bildschirm gesperrt" }).waitFor();
  await page.reload();
  await arrive(visit, "Bildschirm gesperrt", "gesperrt-neu");
  // A colleague who is not signed in does not get in.
  await plug(page, 1);
  const unlock = main(page).getByRole("button", { name: "Mit Passkey entsperren" });
  await hands.activate(unlock);
  await main(page).getByText("Der Bildschirm ist gesperrt.").waitFor();
  await plug(page, 0);
  await hands.activate(unlock);
  await arrive(visit, "Angaben prüfen", "pruefen");
  visit.assertQuiet();
});

test("nobody touches anything for a while, and the screen locks itself", async (t) => {
  const visit = await opened(t, { ...watched, clerk: 0 });
  const { page } = visit;
  await page.clock.install();
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "Koffer bereit machen" }).waitFor();
  await page.clock.runFor(250_000);
  await page.keyboard.press("Shift");
  await page.clock.runFor(250_000);
  assert.equal(await page.getByRole("heading", { level: 1 }).textContent(), "Koffer bereit machen");
  await page.clock.runFor(60_000);
  await page.getByRole("heading", { level: 1, name: "Bildschirm gesperrt" }).waitFor();
});

test("the same person does not approve, a second one does, and a change makes it void", async (t) => {
  const id = await prepared({ prints: 6, photo: true, signature: true, paid: true });
  const visit = await openedAt(t, id, "send", { ...watched, clerk: 0 });
  const { page, hands } = visit;
  await arrive(visit, "Antrag übermitteln", "uebermitteln");
  const send = main(page).getByRole("button", { name: "Antrag jetzt übermitteln" });
  await hands.activate(send);
  await main(page).getByText("Dieser Vorgang ist noch nicht von einer zweiten Person freigegeben.").waitFor();
  await visit.onScreen("freigabe-fehlt");

  const approve = main(page).getByRole("button", { name: "Als zweite Person freigeben" });
  await hands.activate(approve);
  await main(page).getByText(/^Der Passkey hat nicht rechtzeitig geantwortet/).waitFor();
  await plug(page, 1);
  await hands.activate(approve);
  await main(page).getByText(`Freigegeben von ${second}.`).waitFor();
  await visit.onScreen("freigegeben");

  await hands.activate(main(page).getByRole("button", { name: "Antrag wieder bearbeiten" }));
  await approve.waitFor();
  await hands.activate(approve);
  await main(page).getByText(`Freigegeben von ${second}.`).waitFor();
  await hands.activate(send);
  await arrive(visit, "Empfangsbestätigung", "empfangsbestaetigung");
  visit.assertQuiet();
});

test("an exception is listed with its reason, and only the coordination who is signed in approves it", async (t) => {
  const id = await prepared({ prints: 6, missing: [6, 7, 8, 9], photo: true, signature: true, paid: true });
  const visit = await openedAt(t, id, "send", { ...watched, clerk: 0 });
  const { page, hands } = visit;
  await arrive(visit, "Antrag übermitteln", "uebermitteln");
  await main(page).getByText("Hand ohne Fingerabdruck (linke Hand): Finger oder Fingerkuppe fehlt").waitFor();
  await visit.onScreen("ausnahme");
  const approve = main(page).getByRole("button", { name: "Als zweite Person freigeben" });
  await hands.activate(approve);
  await main(page).getByText("Eine Ausnahme ist noch nicht genehmigt: Hand ohne Fingerabdruck.").waitFor();
  await visit.onScreen("ausnahme-offen");

  await page.evaluate(() => (location.hash = "#/"));
  await arrive(visit, "Koffer bereit machen", "start");
  await joinIn(visit);
  await goTo(visit, id, "send");
  await arrive(visit, "Antrag übermitteln", "uebermitteln-zu-zweit");
  await hands.activate(approve);
  await main(page).getByText(`Freigegeben von ${second}.`).waitFor();
  await hands.activate(main(page).getByRole("button", { name: "Antrag jetzt übermitteln" }));
  await arrive(visit, "Empfangsbestätigung", "empfangsbestaetigung");
  visit.assertQuiet();
});

test("a second person joins, the first leaves, and the last one ends the visit", async (t) => {
  const visit = await opened(t, watched);
  const { page, hands } = visit;
  const before = sessions();
  await signIn(visit);
  await arrive(visit, "Koffer bereit machen", "start");
  await joinIn(visit);
  await hands.activate(main(page).getByRole("button", { name: `Abmelden ${second}` }));
  await main(page).getByRole("button", { name: "Zweite Person anmelden" }).waitFor();
  await hands.activate(main(page).getByRole("button", { name: `Abmelden ${first}` }));
  await arrive(visit, "Am Koffer anmelden", "anmelden");
  await until(() => sessions() === before, "the gateway has ended both sessions");
  visit.assertQuiet();
});

function sessions() {
  return Number(execFileSync("python3", ["-c", COUNT, stage.gateway.database], { encoding: "utf8" }));
}

const COUNT = `
import sqlite3, sys
base = sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True)
print(base.execute("SELECT count(*) FROM clerk_sessions").fetchone()[0])
`;

function made(name) {
  const options = ["clerk", "add", "--config", stage.gateway.config, "--name", name];
  return JSON.parse(execFileSync(stage.programs.gateway, options, { encoding: "utf8" })).link;
}

// As when it is opened from a message: only the origin is another one on the stage.
function openLink(page, link) {
  return page.goto(stage.origin + "/" + new URL(link).hash);
}

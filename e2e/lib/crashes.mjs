// Crashes of each process of the suitcase at several moments: while something is typed or taken, while it
// leaves, after the receipt. Afterwards the visit is ended as the kiosk ends it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { shoot } from "./captures.mjs";
import { cardInReader, typeWord } from "./card.mjs";
import { Touch } from "./hands.mjs";
import { screens } from "./kiosk.mjs";
import { connect } from "./native.mjs";
import { openedAt, prepared } from "./prepared.mjs";
import { fingerprintFault, killRelay, pid, stage, startCompanion, stop, until } from "./stage.mjs";
import { arrive, kept, main } from "./steps.mjs";

const byTouch = { hands: Touch, screen: screens.tablet };
const OLD_PIN = "123456";

/** Relay, companion and browser, one after the other, in the middle of a case that is typed. */
export async function whileTyped(t, id, serial) {
  const visit = await openedAt(t, id, "section/documents", byTouch);
  const { page } = visit;
  await arrive(visit, "Identität und Unterlagen");
  await page.getByRole("radio", { name: "Personalausweis", exact: true }).tap({ force: true });
  await page.getByLabel("Seriennummer des bisherigen Dokuments").fill(serial);
  killRelay();
  await kept(page);
  await stop("companion");
  await page.getByText("Der Begleitdienst antwortet nicht.").waitFor();
  await startCompanion();
  await endByCrash(visit);
}

/** The relay under a photo that goes over the bridge, the companion under a finger that is awaited. */
export async function whileTaken(t, id) {
  const visit = await openedAt(t, id, "section/photo", byTouch);
  const { page } = visit;
  await arrive(visit, "Lichtbild");
  await shoot(visit);
  killRelay();
  await page.evaluate((hash) => (location.hash = hash), `#/case/${id}/section/fingers`);
  await arrive(visit, "Fingerabdrücke");
  await fingerprintFault("no-finger");
  await main(page).getByRole("button", { name: "Finger aufnehmen" }).tap();
  await main(page).getByText("Finger auflegen und ruhig halten …").waitFor();
  await stop("companion");
  await fingerprintFault();
  await startCompanion();
  await endByCrash(visit);
}

/** The companion while it seals and sends what a clerk has taken over; the gateway has just stopped answering. */
export async function whileLeaving(id) {
  const { ask, relay } = await connect();
  process.kill(pid("gateway"), "SIGSTOP");
  try {
    for (const finished of ["photo", "fingers"]) await ask({ do: "save_answers", case: id, answers: {}, finished });
    await stop("companion");
  } finally {
    process.kill(pid("gateway"), "SIGCONT");
  }
  relay.stdin.end();
  await startCompanion();
}

/** The companion when a card has just got the PIN that its holder typed, then the browser. */
export async function afterNewPin(t, pin) {
  await cardInReader("PUT");
  const visit = await openedAt(t, await prepared(), "check", byTouch);
  const { page } = visit;
  await page.evaluate(() => (location.hash = "#/card"));
  await arrive(visit, "PIN des Ausweises");
  await main(page).getByRole("button", { name: "PIN ändern (mit bisheriger PIN)", exact: true }).tap();
  for (const word of [OLD_PIN, pin, pin]) await typeWord(visit, word);
  await page.getByText("Die neue PIN gilt ab sofort.").first().waitFor();
  await stop("companion");
  await startCompanion();
  await endByCrash(visit);
  const { ask, relay } = await connect();
  const back = await ask({ do: "card", card: "change_pin", way: "pin", old: pin, new: OLD_PIN });
  assert.equal(back.outcome, "pin_changed");
  relay.stdin.end();
}

/** Kills the browser with all its helpers, as a power cut would, and ends the visit. */
export async function endByCrash(visit) {
  const profile = profileNow();
  const browser = () => processesOn(profile);
  for (const id of browser()) killed(id);
  await until(() => browser().length === 0, "the browser is gone");
  endVisit(profile);
  assert.equal(existsSync(profile), false);
  // There is no browser left to close.
  await visit.close().catch(() => {});
}

/** Ends a visit as the kiosk does. */
export function endVisit(profile) {
  const args = ["session", "end", "--discard", "--config", stage.companion.config, "--profile", profile];
  const { status, stderr } = spawnSync(stage.companion.program, args, { encoding: "utf8" });
  assert.equal(status, 0, stderr);
}

function killed(id) {
  try {
    process.kill(id, "SIGKILL");
  } catch {
    // Went with its parent.
  }
}

function profileNow() {
  const names = readdirSync(stage.memory).filter((name) => name.startsWith("profile-"));
  assert.equal(names.length, 1);
  return join(stage.memory, names[0]);
}

function processesOn(profile) {
  const wanted = `--user-data-dir=${profile}`;
  const isOn = (id) => {
    try {
      return readFileSync(`/proc/${id}/cmdline`, "utf8").split("\0").includes(wanted);
    } catch {
      return false;
    }
  };
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number).filter(isOn);
}

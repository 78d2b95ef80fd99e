// The readiness coach: what works, what does not and how to mend it, light and lens, the report for the IT.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { beforeEach, test } from "node:test";
import { checkAccessible } from "./lib/accessible.mjs";
import { card, openCoach, stands, verdict } from "./lib/coach.mjs";
import { Keyboard, Touch } from "./lib/hands.mjs";
import { screens } from "./lib/kiosk.mjs";
import { opened } from "./lib/played.mjs";
import { fingerprintFault, freshStage, pid, printed, printerFault, stage, startGateway, stop } from "./lib/stage.mjs";
import { main } from "./lib/steps.mjs";

const READY = /^Der Koffer ist bereit\./;
const dresses = [
  ["on 320 pixels", { width: 320, height: 640 }, {}],
  ["dark", screens.tablet.viewport, { colorScheme: "dark" }],
  ["in forced colours", screens.tablet.viewport, { forcedColors: "active" }],
];

beforeEach(freshStage);

test("all is ready: every device, the time since opening, and nothing to mend", async (t) => {
  const visit = await atCoach(t);
  const { page } = visit;
  await verdict(page).getByText(READY).waitFor();
  await page.getByTestId("ready-after").getByText(/^Vom Aufklappen bis bereit: \d+,\d Sekunden\.$/).waitFor();
  for (const name of ["Begleitdienst", "Leitung", "Drucker"]) await stands(page, name, "bereit");
  await card(page, "Drucker").getByText(/^geprüft in \d+,\d s$/).waitFor();
  await page.getByRole("log").getByText(READY).waitFor({ state: "attached" });
  await visit.hands.activate(main(page).getByRole("button", { name: "Jetzt prüfen" }));
  await verdict(page).getByText(READY).waitFor();
  visit.assertQuiet();
});

test("three faults at once: each with cause, remedy, drawing and code, in every dress", async (t) => {
  await printerFault("paper-out");
  await fingerprintFault("unplugged");
  const visit = await atCoach(t, { hands: Touch, screen: screens.tablet });
  await stop("gateway");
  const { page } = visit;
  const faults = [
    ["Drucker", "Im Drucker ist kein Papier.", /^Legen Sie Papier ein\./, "D-201"],
    ["Fingerabdruckscanner", "Das Gerät antwortet nicht.", /^Prüfen Sie Strom und Kabel/, "D-101"],
    ["Leitung", "Das Rechenzentrum ist nicht erreichbar.", /^Stellen Sie den Koffer/, "L-101"],
  ];
  for (const [name, cause, remedy, code] of faults) {
    await stands(page, name, "gestört");
    await card(page, name).getByText(cause, { exact: true }).waitFor();
    await card(page, name).getByText(remedy).waitFor();
    await card(page, name).getByText(code, { exact: true }).waitFor();
    assert.equal(await card(page, name).locator("svg[aria-hidden=true]").count(), 1, `a drawing for ${name}`);
  }
  await verdict(page).getByText("Der Koffer ist nicht bereit: 3 Punkte sind gestört.").waitFor();
  await inEveryDress(page, "three faults");

  await printerFault();
  await fingerprintFault();
  await startGateway();
  await verdict(page).getByText(READY).waitFor({ timeout: 40_000 });
  visit.assertQuiet();
});

test("a device that is plugged back is tested by itself, and the focus stays where it was", async (t) => {
  const visit = await atCoach(t);
  const { page, hands } = visit;
  await verdict(page).getByText(READY).waitFor();
  await fingerprintFault("unplugged");
  await stands(page, "Fingerabdruckscanner", "gestört");
  const again = card(page, "Fingerabdruckscanner").getByRole("button", { name: /^Noch einmal prüfen/ });
  await hands.activate(again);
  await stands(page, "Fingerabdruckscanner", "gestört");
  assert.ok(await again.evaluate((button) => button === document.activeElement), "the focus stays on the button");
  await fingerprintFault();
  await verdict(page).getByText(READY).waitFor();
  assert.ok(await again.evaluate((button) => button === document.activeElement), "the focus stays on the button");
  visit.assertQuiet();
});

test("a device that hangs does not hold up the others", async (t) => {
  const visit = await atCoach(t);
  const { page, hands } = visit;
  await verdict(page).getByText(READY).waitFor();
  // A stopped process keeps its port: connections are taken and never answered.
  process.kill(pid("printer"), "SIGSTOP");
  t.after(() => process.kill(pid("printer"), "SIGCONT"));
  await hands.activate(main(page).getByRole("button", { name: "Jetzt prüfen" }));
  await card(page, "Leitung").getByText("bereit", { exact: true }).waitFor();
  await stands(page, "Drucker", "wird geprüft");
  await stands(page, "Drucker", "gestört");
  await card(page, "Drucker").getByText("D-103", { exact: true }).waitFor();
  process.kill(pid("printer"), "SIGCONT");
  await verdict(page).getByText(READY).waitFor({ timeout: 40_000 });
  visit.assertQuiet();
});

test("a test page comes out of the printer on the button", async (t) => {
  const visit = await atCoach(t);
  const { page, hands } = visit;
  await stands(page, "Drucker", "bereit");
  const before = printed().length;
  await hands.activate(card(page, "Drucker").getByRole("button", { name: "Probeseite drucken" }));
  await card(page, "Drucker").getByText("Gedruckt.", { exact: true }).waitFor();
  assert.equal(printed().length, before + 1);
  visit.assertQuiet();
});

test("light and lens are measured on the live picture, with advice for each value", async (t) => {
  const visit = await atCoach(t, { hands: Touch, screen: screens.tablet });
  const { page, hands } = visit;
  await hands.activate(main(page).getByRole("button", { name: "Fotoplatz prüfen" }));
  const table = page.getByTestId("place");
  const row = (name) => table.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });
  await row("Helligkeit am Gesicht").getByText(/^\d+ \(gut: 70 bis 215\)$/).waitFor();
  // The portrait of the recording has a flag and a model behind it.
  await row("Ruhiger Hintergrund").getByText("ändern", { exact: true }).waitFor();
  await row("Ruhiger Hintergrund").getByText(/^Der Hintergrund ist unruhig\./).waitFor();
  await row("Schärfe, saubere Linse").getByText(/^\d+ % \(gut: ab \d+ %\)$/).waitFor();
  assert.equal(await table.getByRole("row").count(), 8);
  await page.getByTestId("place-verdict").getByText(/zu verbessern\.$/).waitFor();
  await inEveryDress(page, "light and lens");
  await hands.activate(main(page).getByRole("button", { name: "Prüfung des Fotoplatzes beenden" }));
  await table.waitFor({ state: "detached" });
  assert.equal(await page.locator("video").count(), 0, "the camera is off");
  visit.assertQuiet();
});

test("the report for the IT is read first and then sent, and the gateway shows it", async (t) => {
  await printerFault("paper-out");
  const visit = await atCoach(t);
  const { page, hands } = visit;
  await stands(page, "Drucker", "gestört");
  await hands.activate(main(page).getByRole("button", { name: "Bericht anzeigen" }));
  const report = page.getByTestId("bundle");
  await report.getByText(/^Drucker \(.+\): gestört, D-201$/).waitFor();
  await report.getByText(/^Drucker: nicht bestanden, D-201/).waitFor();
  await checkAccessible(page, "the report for the IT");
  await hands.activate(main(page).getByRole("button", { name: "Bericht an die IT senden" }));
  const sent = await page.getByTestId("bundle-sent").textContent();
  const [, number] = /Nennen Sie der IT am Telefon die Nummer (\d+)\.$/.exec(sent);
  const list = gateway("list");
  assert.match(list, new RegExp(`^ *${number} .*not_ready.* D-201`, "m"));
  const shown = JSON.parse(gateway("show", number));
  assert.equal(shown.software.app, "0.1.0");
  assert.ok(shown.errors.some(({ code }) => code === "D-201"));
  visit.assertQuiet();
});

async function atCoach(t, options = { hands: Keyboard }) {
  const visit = await opened(t, options);
  await openCoach(visit);
  return visit;
}

async function inEveryDress(page, what) {
  for (const [dress, size, media] of dresses) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme: "light", forcedColors: "none", reducedMotion: "reduce", ...media });
    await checkAccessible(page, `the coach with ${what} ${dress}`);
  }
  await page.setViewportSize(screens.tablet.viewport);
  await page.emulateMedia({ colorScheme: "light", forcedColors: "none", reducedMotion: "reduce" });
}

// What the town's IT types in the data centre.
function gateway(...words) {
  const { program } = stage.parts.gateway.start;
  return execFileSync(program, ["support", ...words, "--config", stage.gateway.config], { encoding: "utf8" });
}

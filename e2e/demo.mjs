// Plays the full visit by itself in a browser without a window: an ID card for which every device of the
// suitcase works, then a certificate. Leaves
// screenshots, printed papers, the gateway's receipts and a summary in $AMTSKOFFER_RESULTS, and ends
// well only if the gateway acknowledged both cases and the printer has the papers.

import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { holds, isGenuine } from "./lib/gateway.mjs";
import { Touch } from "./lib/hands.mjs";
import { openKiosk, screens } from "./lib/kiosk.mjs";
import { printed } from "./lib/stage.mjs";
import { everyDevice } from "./lib/suitcase.mjs";
import { certificate, play } from "./lib/visit.mjs";

const results = process.env.AMTSKOFFER_RESULTS;
if (!results) throw new Error("AMTSKOFFER_RESULTS is not set: run this through `cargo xtask demo --auto`");
const begin = performance.now();
const visits = [];

await demonstrate("personalausweis", everyDevice, ["kontrollblatt", "gebuehrenquittung"]);
await demonstrate("meldebescheinigung", certificate, ["gebuehrenquittung", "meldebescheinigung"]);
writeFileSync(join(results, "summary.json"), JSON.stringify({ visits }, null, 2) + "\n");
say(`${visits.length} Vorgänge vom Rechenzentrum bestätigt, ${printed().length} Dokumente gedruckt`);
process.exit(0);

async function demonstrate(name, steps, papers) {
  mkdirSync(join(results, name), { recursive: true });
  const before = printed();
  const kiosk = await openKiosk({ screen: screens.tablet, clerk: null });
  let count = 0;
  const onScreen = async (screen) => {
    count += 1;
    const file = `${String(count).padStart(2, "0")}-${screen}.png`;
    await kiosk.page.screenshot({ path: join(results, name, file), fullPage: true });
  };
  const visit = { page: kiosk.page, hands: new Touch(kiosk.page), onScreen, together: steps === everyDevice };
  const times = [];
  let last = performance.now();
  const onStep = (step) => {
    const now = performance.now();
    times.push({ step, seconds: rounded((now - last) / 1000) });
    last = now;
    say(step);
  };
  try {
    await play(steps, visit, { onStep });
  } catch (error) {
    await onScreen("abgebrochen");
    throw error;
  }
  await kiosk.close();
  assert.deepEqual(kiosk.complaints, [], "the page complained");

  const case_ = holds(visit.case);
  assert.ok(case_.receipt, "the gateway has not acknowledged the case");
  assert.ok(isGenuine(case_), "the gateway's receipt is not signed by its key");
  writeFileSync(join(results, name, "quittung.json"), JSON.stringify(case_.receipt, null, 2) + "\n");
  const fresh = printed().filter((file) => !before.includes(file));
  assert.equal(fresh.length, papers.length, "the printer does not have the papers");
  fresh.forEach((file, at) => copyFileSync(file, join(results, name, `${papers[at]}.pdf`)));
  visits.push({
    service: name,
    case: visit.case,
    receipt_number: JSON.parse(case_.receipt.body).number,
    bytes_uploaded: case_.bytes,
    parts: case_.parts.map(({ part, received, media_type }) => ({ part, bytes: received, media_type })),
    screens: count,
    papers: papers.map((paper) => `${paper}.pdf`),
    steps: times,
  });
}

function say(text) {
  const seconds = rounded((performance.now() - begin) / 1000).toFixed(1).padStart(5);
  console.log(`[${seconds} s] ${text}`);
}

function rounded(number) {
  return Math.round(number * 100) / 100;
}

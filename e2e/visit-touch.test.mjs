// The whole visit on a tablet held upright, with nothing but a finger.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { note } from "./lib/counts.mjs";
import { holds, isGenuine } from "./lib/gateway.mjs";
import { Touch } from "./lib/hands.mjs";
import { screens } from "./lib/kiosk.mjs";
import { opened, played } from "./lib/played.mjs";
import { freshStage, printed } from "./lib/stage.mjs";
import { everyDevice } from "./lib/suitcase.mjs";
import { certificate, idCard, play } from "./lib/visit.mjs";

const tablet = { hands: Touch, screen: screens.tablet };

beforeEach(freshStage);

test("an ID card", async (t) => {
  const papers = printed().length;
  const visit = await played(t, idCard, tablet);
  note("identity-card", "touch", visit.count);
  visit.assertQuiet();
  assert.ok(isGenuine(holds(visit.case)));
  assert.equal(printed().length, papers + 2);
});

test("a certificate of residence", async (t) => {
  const papers = printed().length;
  const visit = await played(t, certificate, tablet);
  note("registration-certificate", "touch", visit.count);
  visit.assertQuiet();
  assert.ok(isGenuine(holds(visit.case)));
  assert.equal(printed().length, papers + 2);
});

test("an ID card with every device of the suitcase and two clerks, as the demo plays it", async (t) => {
  const papers = printed().length;
  const visit = await opened(t, { ...tablet, clerk: null });
  await play(everyDevice, Object.assign(visit, { together: true }));
  visit.assertQuiet();
  assert.ok(isGenuine(holds(visit.case)));
  assert.equal(printed().length, papers + 2);
});

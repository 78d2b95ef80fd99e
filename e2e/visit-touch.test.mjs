// The whole visit on a tablet held upright, with nothing but a finger.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { holds, isGenuine } from "./lib/gateway.mjs";
import { Touch } from "./lib/hands.mjs";
import { screens } from "./lib/kiosk.mjs";
import { played } from "./lib/played.mjs";
import { freshStage, printed } from "./lib/stage.mjs";
import { certificate, idCard } from "./lib/visit.mjs";

const tablet = { hands: Touch, screen: screens.tablet };

beforeEach(freshStage);

test("an ID card", async (t) => {
  const papers = printed().length;
  const visit = await played(t, idCard, tablet);
  visit.assertQuiet();
  assert.ok(isGenuine(holds(visit.case)));
  assert.equal(printed().length, papers + 2);
});

test("a certificate of residence", async (t) => {
  const papers = printed().length;
  const visit = await played(t, certificate, tablet);
  visit.assertQuiet();
  assert.ok(isGenuine(holds(visit.case)));
  assert.equal(printed().length, papers + 2);
});

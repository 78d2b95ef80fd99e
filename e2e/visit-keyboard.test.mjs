// The whole visit with nothing but the keyboard (the signature excepted, which is a path of the hand).

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import { callAsClerk } from "./lib/clerks.mjs";
import { note } from "./lib/counts.mjs";
import { holds, isGenuine } from "./lib/gateway.mjs";
import { Keyboard } from "./lib/hands.mjs";
import { leftovers } from "./lib/leftovers.mjs";
import { played } from "./lib/played.mjs";
import { freshStage, printed } from "./lib/stage.mjs";
import { certificate, idCard, people } from "./lib/visit.mjs";

beforeEach(freshStage);

test("an ID card is applied for, received and printed", async (t) => {
  const papers = printed().length;
  const visit = await played(t, idCard, { hands: Keyboard });
  note("identity-card", "keyboard", visit.count);
  visit.assertQuiet();

  const { receipt, manifest, parts } = holds(visit.case);
  assert.ok(isGenuine({ receipt, manifest }), "the receipt is signed by the gateway over this manifest");
  assert.deepEqual(
    parts.map(({ part }) => part).sort(),
    ["application", "finger_2", "finger_7", "photo", "signature"],
  );
  assert.ok(parts.every(({ length, received }) => length === received), "every part is whole");
  assert.equal(printed().length, papers + 2);
  assert.ok(printed().every((file) => readFileSync(file).subarray(0, 5).equals(Buffer.from("%PDF-"))));

  const again = await callAsClerk("PUT", `/cases/${visit.case}`, { body: manifest });
  assert.deepEqual(again.json, receipt, "the same case again gets the same receipt");
});

test("the browser's profile holds the name of the app, and of nobody", async (t) => {
  // The browser writes its session down every few seconds.
  const onScreen = (page) => page.waitForTimeout(3000);
  const visit = await played(t, idCard, { until: "Angaben zur Person", onScreen });
  const { family, first } = people.applicant;
  const names = [family, first, "Gabler", "Groß", "Sonnenhof", "112-04/2026"];
  await visit.close((profile) => {
    assert.notDeepEqual(leftovers(profile, ["Amtskoffer"]), [], "the search finds what is there");
    assert.deepEqual(leftovers(profile, names), []);
  });
});

test("a certificate of residence is issued and printed on the spot", async (t) => {
  const papers = printed().length;
  const visit = await played(t, certificate, { hands: Keyboard });
  note("registration-certificate", "keyboard", visit.count);
  visit.assertQuiet();
  assert.ok(isGenuine(holds(visit.case)));
  assert.equal(printed().length, papers + 2);
});

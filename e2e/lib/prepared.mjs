// A case in the companion's memory without a browser, so that a test can begin in the middle of a visit.

import { once } from "node:events";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { connect } from "./native.mjs";
import { opened } from "./played.mjs";
import { stage } from "./stage.mjs";
import { people } from "./visit.mjs";

const ANSWERS = {
  identity_method: "sure_document",
  old_document_kind: "none",
  birth_certificate_seen: "yes",
  eye_colour: "braun",
  height_cm: "160",
  eid_on: "yes",
  info_material_offered: "yes",
  delivery: "office",
  photo_source: "office",
  out_of_hours_on_wish: "no",
  payment_method: "cash",
};

const PURPOSE = { reason: "Antrag auf Personalausweis", file_number: "112-04/2026", clerk: people.clerk };

/** What the prepared case costs. */
export const FEE = [{ rule: "PA_GE24", cents: 4600 }, { rule: "PA_PHOTO", cents: 600 }];

/** Erika Mustermann's application: as many prints as wanted, fingers that are missing, and the rest of what
 * is named; `picture` takes the place of the camera's. */
export async function prepared({ prints = 0, missing = [], photo = false, picture = camera(), signature = false, paid = false, place = people.place } = {}) {
  const companion = await connect();
  const { ask } = companion;
  const id = await openedCase(ask, "identity-card", place);
  await ask({ do: "save_answers", case: id, answers: ANSWERS });
  for (let count = 0; count < prints; count += 1) {
    const { fingers } = await ask({ do: "get_case", case: id });
    if (fingers.next === undefined) break;
    await ask({ do: "capture_finger", case: id, finger: fingers.next });
  }
  for (const finger of missing) await ask({ do: "mark_finger_missing", case: id, finger, reason: "amputated" });
  if (photo) await takePhoto(companion, id, picture);
  if (signature) await ask({ do: "put_signature", case: id, strokes: [stroke()] });
  if (paid) await ask({ do: "take_payment", case: id, method: "cash", fee: FEE, given_cents: 6000 });
  await left(companion);
  return id;
}

/** A case of this service for Erika Mustermann, whose names were read and confirmed. */
export async function begunFor(service) {
  const companion = await connect();
  const id = await openedCase(companion.ask, service);
  await companion.ask({ do: "save_answers", case: id, answers: {}, finished: "names" });
  await left(companion);
  return id;
}

/** A case of another service for Erika Mustermann with answers, sections that are done, and what was paid in cash. */
export async function preparedFor(service, answers, { finished = [], fee } = {}) {
  const companion = await connect();
  const { ask } = companion;
  const id = await openedCase(ask, service);
  await ask({ do: "save_answers", case: id, answers });
  for (const section of finished) await ask({ do: "save_answers", case: id, answers: {}, finished: section });
  if (fee) {
    await ask({ do: "take_payment", case: id, method: "cash", fee, given_cents: 2000 });
    await ask({ do: "save_answers", case: id, answers: {}, finished: "fee" });
  }
  await left(companion);
  return id;
}

/** Opens a kiosk on a screen of a prepared case. */
export async function openedAt(t, id, screen, options) {
  const visit = await opened(t, options);
  await visit.page.getByRole("heading", { level: 1 }).waitFor();
  await goTo(visit, id, screen);
  return visit;
}

/** Goes to a screen of a case by its address. */
export async function goTo({ page }, id, screen) {
  await page.evaluate((hash) => (location.hash = hash), `#/case/${id}/${screen}`);
}

/** What the companion has of a case now. The page on the screen loses its connection by this. */
export async function inCompanion(id) {
  const companion = await connect();
  const view = await companion.ask({ do: "get_case", case: id });
  await left(companion);
  return view;
}

/** Cases of Erika Mustermann, one for each pair of service and answers. */
export async function openedCases(wanted) {
  const companion = await connect();
  const { ask } = companion;
  const record = await found(ask, people.place);
  const ids = [];
  for (const [service, answers] of wanted) {
    await ask({ do: "open_record", purpose: PURPOSE, record });
    const { case: id } = await ask({ do: "open_case", service, record });
    await ask({ do: "save_answers", case: id, answers });
    ids.push(id);
  }
  await left(companion);
  return ids;
}

async function openedCase(ask, service, place = people.place) {
  const record = await found(ask, place);
  await ask({ do: "open_record", purpose: PURPOSE, record });
  return (await ask({ do: "open_case", service, record })).case;
}

async function found(ask, place) {
  const criteria = { family_name: people.applicant.family, first_names: people.applicant.first, street: "", place: "" };
  await ask({ do: "begin_visit", place });
  const { hits } = await ask({ do: "search", purpose: PURPOSE, criteria });
  return hits[0].record;
}

/** What the camera sees, as a JPEG. */
export function camera() {
  return readFileSync(join(dirname(stage.browser.eyes), "camera-2160.jpg"));
}

async function takePhoto({ ask, transfer }, id, picture) {
  const { eyes } = JSON.parse(readFileSync(stage.browser.eyes, "utf8"))["camera-2160"];
  const point = ([x, y]) => ({ x, y });
  // In a picture the person's right eye is on the left.
  const points = { right: point(eyes.left), left: point(eyes.right) };
  await ask({ do: "take_photo", case: id, transfer: await transfer(picture), eyes: points });
}

function stroke() {
  const point = (at) => ({ x: at * 7, y: 40 + 30 * Math.sin(at / 4), pressure: 0.5, time_ms: at * 8 });
  return { points: Array.from({ length: 90 }, (_, at) => point(at)) };
}

async function left({ relay }) {
  const gone = once(relay, "exit");
  relay.stdin.end();
  await gone;
}

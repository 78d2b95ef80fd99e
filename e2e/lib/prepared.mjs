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

/** What the prepared case costs. */
export const FEE = [{ rule: "PA_GE24", cents: 4600 }, { rule: "PA_PHOTO", cents: 600 }];

/** Erika Mustermann's application: as many prints as wanted, and the rest of what is named. */
export async function prepared({ prints = 0, photo = false, signature = false, paid = false, place = people.place } = {}) {
  const companion = await connect();
  const { ask } = companion;
  const id = await openedCase(ask, place);
  await ask({ do: "save_answers", case: id, answers: ANSWERS });
  for (let count = 0; count < prints; count += 1) {
    const { fingers } = await ask({ do: "get_case", case: id });
    if (fingers.next === undefined) break;
    await ask({ do: "capture_finger", case: id, finger: fingers.next });
  }
  if (photo) await takePhoto(companion, id);
  if (signature) await ask({ do: "put_signature", case: id, strokes: [stroke()] });
  if (paid) await ask({ do: "take_payment", case: id, method: "cash", fee: FEE, given_cents: 6000 });
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

async function openedCase(ask, place) {
  const purpose = { reason: "Antrag auf Personalausweis", file_number: "112-04/2026", clerk: people.clerk };
  const criteria = { family_name: people.applicant.family, first_names: people.applicant.first, street: "", place: "" };
  await ask({ do: "begin_visit", clerk: people.clerk, place });
  const { hits } = await ask({ do: "search", purpose, criteria });
  const [{ record }] = hits;
  await ask({ do: "open_record", purpose, record });
  return (await ask({ do: "open_case", service: "id_card", record })).case;
}

async function takePhoto({ ask, transfer }, id) {
  const picture = readFileSync(join(dirname(stage.browser.eyes), "camera-2160.jpg"));
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

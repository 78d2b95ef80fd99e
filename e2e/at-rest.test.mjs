// Nothing of a visit comes to rest on the suitcase: words that exist nowhere else go through whole visits
// and through the crash of every process, then every file that was written since is looked through.
// The gateway's database, the printer's papers and the camera's card belong to others and do not count;
// the gateway's sealed parts do.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { afterNewPin, endByCrash, endVisit, whileLeaving, whileTaken, whileTyped } from "./lib/crashes.mjs";
import { holds, isGenuine } from "./lib/gateway.mjs";
import { Keyboard } from "./lib/hands.mjs";
import { opened } from "./lib/played.mjs";
import { camera, prepared } from "./lib/prepared.mjs";
import { freshStage, stage, startCompanion, stop } from "./lib/stage.mjs";
import { arrive, goOn, kept, main } from "./lib/steps.mjs";
import { digits, found, now, pixels, unheardOf } from "./lib/traces.mjs";
import { fillDocuments, idCard, people, play } from "./lib/visit.mjs";

const LABEL = { serial: "Seriennummer des bisherigen Dokuments", artist: "Ordens- oder Künstlername" };

// Six digits stand in many a file by chance. They would be kept as a text of two bytes a letter, or between
// the signs of a message or an address.
const pin = newPin();

const words = {
  "PIN in two bytes a digit": Buffer.from(pin, "utf16le"),
  "PIN in a message": `"${pin}"`,
  "PIN in an address": `=${pin}&`,
  "birth name": unheardOf(),
  "birth place": `${unheardOf(12)}-Süd`,
  "artist name": unheardOf(),
  "file number": `${digits(6)}-${digits(6)}`,
  serial: `L${digits(8)}`,
  "other serial": `L${digits(8)}`,
  place: `Haus ${unheardOf()}`,
};

const ofOthers = [
  ...["", "-wal", "-shm"].map((ending) => stage.gateway.database + ending),
  stage.printer.spool,
];

let registered;
before(async () => {
  await freshStage();
  registered = rewriteRegister({ birth_name: words["birth name"], birth_place: words["birth place"] });
});
after(() => rewriteRegister(registered));

test("a careless page in a browser without protection leaves traces, and they are found", async () => {
  const word = unheardOf();
  const since = now();
  const profile = mkdtempSync(join(stage.folder, "unprotected-"));
  await beCareless("/usr/lib/chromium/chromium", profile, word);
  const { hits } = await found({ word }, { since, roots: [profile] });
  for (const place of [/Local Storage/, /IndexedDB/, /Sessions|History/]) {
    assert.ok(hits.some((hit) => place.test(hit)), `${place} holds the word: ${hits.join("\n")}`);
  }
  rmSync(profile, { recursive: true });
});

test("the same page in the kiosk leaves none once the visit has ended", async () => {
  const word = unheardOf();
  const since = now();
  const profile = mkdtempSync(join(stage.memory, "careless-"));
  await beCareless(stage.browser.driven, profile, word);
  endVisit(profile);
  assert.equal(existsSync(profile), false);
  const { hits } = await found({ word }, { since, roots: [stage.folder, stage.memory, tmpdir()] });
  assert.deepEqual(hits, []);
});

test("no file of this machine holds anything of these visits, whatever crashed", async (t) => {
  const since = now();
  await crashes(t);
  await wholeVisit(t);
  const planted = plant();
  const report = await found(words, { since, without: ofOthers });
  rmSync(planted, { recursive: true });
  t.diagnostic(`${report.files} files with ${Math.round(report.bytes / 1e6)} MB were looked through`);
  assert.deepEqual(report.unreadable, []);
  const own = (hit) => hit.startsWith(planted);
  assert.deepEqual(report.hits.filter((hit) => !own(hit)), []);
  const places = report.hits.filter(own).map((hit) => hit.replace(/ \(.*/, ""));
  const expected = ["message: PIN in a message", "packed: serial", "wide: birth place"].map((place) => `${planted}/${place}`);
  assert.deepEqual([...new Set(places)].sort(), expected);
});

// Each process is killed at several moments of a visit of its own.
async function crashes(t) {
  const picture = ownPicture();
  words["picture of the camera"] = pixels(picture);
  const whole = { prints: 40, photo: true, picture, signature: true, place: words.place };
  await whileTyped(t, await prepared({ ...whole, prints: 1 }), words.serial);
  await whileTaken(t, await prepared({ prints: 1, place: words.place }));
  await whileLeaving(await prepared(whole));
  await afterNewPin(t, pin);
}

// A whole visit; companion and browser are killed while the receipt is on the screen.
async function wholeVisit(t) {
  const visit = await opened(t, { hands: Keyboard });
  const { page } = visit;
  await page.addInitScript(noteChunks);
  await page.reload();
  await play(idCard.map(withWords), visit, { until: "Vorgang abschließen" });
  assert.ok(isGenuine(holds(visit.case)), "the case was handed in");
  const chunks = await page.evaluate(() => window.chunks);
  assert.ok(chunks.length > 4, "pictures went over the bridge in both directions");
  chunks.forEach((chunk, at) => (words[`picture ${at}`] = pixels(Buffer.from(chunk, "base64"))));
  await stop("companion");
  await startCompanion();
  await endByCrash(visit);
}

function withWords([name, step]) {
  const others = {
    "Person im Register suchen": search,
    Namen: async (visit) => {
      await arrive(visit, "Namen");
      const birthName = await visit.page.getByLabel("Geburtsname").inputValue();
      assert.equal(birthName, words["birth name"], "the register's words are on the screen");
      await visit.hands.write(visit.page.getByLabel(LABEL.artist), words["artist name"]);
      await kept(visit.page);
      await goOn(visit);
    },
    "Identität und Unterlagen": async (visit) => {
      await fillDocuments(visit);
      await visit.hands.write(visit.page.getByLabel(LABEL.serial), words["other serial"]);
      await kept(visit.page);
      await goOn(visit);
    },
  };
  return [name, others[name] ?? step];
}

async function search(visit) {
  const { page, hands } = visit;
  await arrive(visit, "Person suchen");
  await hands.write(page.getByLabel("Anlass", { exact: true }), "Antrag auf Personalausweis");
  await hands.write(page.getByLabel("Aktenzeichen"), words["file number"]);
  await hands.write(page.getByLabel("Familien- oder Geburtsname"), people.applicant.family);
  await hands.write(page.getByLabel("Vornamen"), people.applicant.first);
  await hands.activate(main(page).getByRole("button", { name: "Suchen" }));
  await hands.activate(main(page).getByRole("button", { name: "Öffnen Mustermann, Erika" }));
  await arrive(visit, "Erika Mustermann", "person", "Person");
}

// Runs in the page: keeps the last piece of every picture that goes over the bridge.
function noteChunks() {
  window.chunks = [];
  const note = (message) => {
    const { data } = message?.chunk ?? message ?? {};
    if (typeof data === "string" && data.length > 2000 && window.chunks.length < 40) window.chunks.push(data);
  };
  const { runtime } = chrome;
  const connect = runtime.connect.bind(runtime);
  runtime.connect = (...args) => {
    const port = connect(...args);
    const post = port.postMessage.bind(port);
    port.postMessage = (message) => {
      note(message);
      post(message);
    };
    port.onMessage.addListener(note);
    return port;
  };
}

async function beCareless(executablePath, profile, word) {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: ["--no-sandbox"],
  });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(`${stage.origin}/probe/careless.html`);
    await page.getByLabel("Name").fill(word);
    await page.getByLabel("Bemerkung").fill(`${word} und mehr`);
    await page.evaluate(() => window.keep());
    await page.goto(`${stage.origin}/probe/careless.html?name=${word}`);
    // The browser writes its session down every few seconds.
    await page.waitForTimeout(3000);
  } finally {
    await context.close();
  }
}

// No row and no repetition: the screen refuses those.
function newPin() {
  const number = digits(6);
  return new Set(number).size === 6 && !"01234567890 9876543210".includes(number) ? number : newPin();
}

// What the camera sees, with a grain that no other picture has: those of the camera lie on other stages, too.
function ownPicture() {
  const python = join(dirname(dirname(stage.folder)), "setup/python/bin/python3");
  const script = `
import io, os, sys
from PIL import Image
seen = Image.open(io.BytesIO(sys.stdin.buffer.read())).convert("RGB")
grain = Image.frombytes("L", (64, 64), os.urandom(4096)).resize(seen.size).convert("RGB")
Image.blend(seen, grain, 0.05).save(sys.stdout.buffer, "JPEG", quality=92)
`;
  return execFileSync(python, ["-c", script], { input: camera(), maxBuffer: 1 << 26 });
}

// Files as a process would leave them that writes what it must not.
function plant() {
  const folder = mkdtempSync(join(tmpdir(), "planted-"));
  writeFileSync(join(folder, "message"), `{"card":"change_pin","new":"${pin}"}`);
  writeFileSync(join(folder, "packed"), gzipSync(`{"serial":"${words.serial}"}`));
  writeFileSync(join(folder, "wide"), Buffer.from(words["birth place"], "utf16le"));
  return folder;
}

// The applicant's record gets words of its own.
// What is searched for stands in the register during these tests only: the tests after them know Erika too.
function rewriteRegister(changes) {
  const script = `
import json, sqlite3, sys
base = sqlite3.connect(sys.argv[1], timeout=20)
changes, before = json.loads(sys.argv[2]), {}
for key, body in base.execute("SELECT id, body FROM persons WHERE family_name = 'Mustermann' AND first_names = 'Erika'").fetchall():
    record = json.loads(body)
    before = {name: record.get(name) for name in changes}
    base.execute("UPDATE persons SET body = ? WHERE id = ?", (json.dumps({**record, **changes}), key))
base.commit()
print(json.dumps(before))
`;
  const args = ["-c", script, stage.gateway.database, JSON.stringify(changes)];
  return JSON.parse(execFileSync("python3", args, { encoding: "utf8" }));
}

// The figures of the way page → companion → data centre, each beside a peer from the same run.
// Prints one JSON row a line.

import { brotliCompressSync } from "node:zlib";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { echoBrowser, measureIn } from "./bench/browsers.mjs";
import { searchFigures } from "./bench/register.mjs";
import { connect, openCase } from "./lib/native.mjs";
import { openKiosk } from "./lib/kiosk.mjs";
import { pid, stage } from "./lib/stage.mjs";

const here = dirname(fileURLToPath(import.meta.url));
/** Program and styles; the rest of what is loaded are fonts and data. */
const PROGRAM = /\.(wasm|js|css)$/;
const row = (values) => console.log(JSON.stringify(values));
const camera = JSON.parse(readFileSync(stage.browser.eyes, "utf8"))["camera-2160"];
const point = ([x, y]) => ({ x, y });
// In a picture the person's right eye is on the left.
const eyes = { right: point(camera.eyes.left), left: point(camera.eyes.right) };
const picture = readFileSync(join(dirname(stage.browser.eyes), "camera-2160.jpg"));

await firstScreen();
await roundTrips();
await memory();
await register();

async function firstScreen() {
  const kiosk = await openKiosk();
  const loaded = [];
  kiosk.page.on("response", (response) => {
    const isProgram = PROGRAM.test(new URL(response.url()).pathname);
    loaded.push(response.body().then((body) => ({ isProgram, size: packed(body) }), () => ({ isProgram, size: 0 })));
  });
  await kiosk.page.reload({ waitUntil: "networkidle" });
  const files = await Promise.all(loaded);
  await kiosk.close();
  const kilobytes = (some) => some.reduce((sum, { size }) => sum + size, 0) / 1000;
  const program = files.filter(({ isProgram }) => isProgram);
  row({ name: "first screen, WASM, JS and CSS, brotli", unit: "KB", ours: kilobytes(program), goal: "≤ 600 KB" });
  row({ name: "first screen, with fonts and the services' files, brotli", unit: "KB", ours: kilobytes(files) });
}

// Fonts are packed already; brotli leaves them as they are.
function packed(body) {
  return brotliCompressSync(body).length;
}

async function roundTrips() {
  const folder = join(stage.site, "bench");
  mkdirSync(folder, { recursive: true });
  for (const name of ["bench.html", "bench.js"]) cpSync(join(here, "bench", name), join(folder, name));
  writeFileSync(join(folder, "camera.jpg"), picture);
  writeFileSync(join(folder, "camera.json"), JSON.stringify({ eyes }));

  // In turns, so that a load that comes or goes meets both; the better run of each counts.
  const runs = { echo: [], companion: [] };
  for (const host of ["echo", "companion", "echo", "companion"]) {
    const browser = host === "echo" ? echoBrowser() : stage.browser.production;
    // The measuring page has no passkey: it works where somebody has signed in.
    if (host === "companion") (await connect()).relay.stdin.end();
    runs[host].push(await measureIn(browser, host));
  }
  const best = (host, name, part) => Math.min(...runs[host].map((run) => run[name][part]));
  const peer_name = "bare echo host";
  const figure = (label, name, part, goal) =>
    row({
      name: label,
      unit: "ms",
      ours: best("companion", name, part),
      peer: best("echo", name, part),
      peer_name,
      goal,
    });
  figure("page → companion → page, p50", "round", "p50", "≤ 1.3×");
  figure("page → companion → page, p99", "round", "p99");
  figure("3 MB page → companion, best of 5", "toCompanion", "best");
  figure("200 KB previews companion → page, best of 20", "toPage", "best");
}

async function memory() {
  const padded = padTo(picture, 5_000_000);
  const page = await connect();
  const people = ["Mustermann", "Schmidt", "Müller"];
  for (const family_name of people) {
    const first_names = family_name === "Mustermann" ? "Erika" : "A";
    await openCase(page, { person: { family_name, first_names }, picture: padded, eyes });
  }
  const status = readFileSync(`/proc/${pid("companion")}/status`, "utf8");
  const resident = Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024;
  page.relay.kill();
  row({ name: "companion's memory with three open cases of 5 MB", unit: "MiB", ours: resident, goal: "≤ 64 MiB" });
}

// A JPEG may carry comments; decoders skip them. So a picture gets any size without getting harder.
function padTo(jpeg, length) {
  const comment = Buffer.alloc(65_535, 0x20);
  comment.set([0xff, 0xfe, 0xff, 0xfd]);
  const count = Math.max(0, Math.floor((length - jpeg.length) / comment.length));
  const comments = Array(count).fill(comment);
  return Buffer.concat([jpeg.subarray(0, 2), ...comments, jpeg.subarray(2)]);
}

async function register() {
  for (const residents of [25_000, 1_000_000]) {
    const { ours, peer } = await searchFigures(residents);
    const label = residents.toLocaleString("en");
    const peer_name = "LIKE '%…%' over the same table, sqlite3 of Python";
    row({ name: `register search at ${label} residents, p50`, unit: "ms", ours: ours.p50, peer: peer.p50, peer_name, goal: residents === 25_000 ? "≤ 50 ms" : undefined });
    row({ name: `register search at ${label} residents, p95`, unit: "ms", ours: ours.p95, peer: peer.p95, peer_name, goal: residents === 25_000 ? "≤ 50 ms" : undefined });
  }
}

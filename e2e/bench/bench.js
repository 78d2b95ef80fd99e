// Measures the way page → extension → native host → back, without any debugger attached, and posts
// the result to the static host that served this page. The same page measures the companion and a
// bare echo host: `?host=companion|echo&extension=ID`.

const ROUNDS = 500;
const WARM_UP = 50;
const PICTURE_BYTES = 3 * 1024 * 1024;
const PICTURES = 5;
const PREVIEW_BYTES = 200 * 1024;
const CHUNK = 64 * 1024;
const WINDOW = 4;

const query = new URLSearchParams(location.search);
const inbox = [];
const waiting = [];
let port;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const next = () =>
  inbox.length
    ? Promise.resolve(inbox.shift())
    : new Promise((resolve) => waiting.push(resolve));

async function connect() {
  while (!globalThis.chrome?.runtime?.connect) await pause(100);
  port = chrome.runtime.connect(query.get("extension"));
  port.onMessage.addListener((message) => {
    if (message.event) return;
    const waiter = waiting.shift();
    if (waiter) waiter(message);
    else inbox.push(message);
  });
}

async function ask(message) {
  const answer = next();
  port.postMessage(message);
  return answer;
}

async function timed(work, rounds) {
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    const begin = performance.now();
    await work(round);
    times.push(performance.now() - begin);
  }
  return times;
}

function quantile(times, part) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

const piece = (length) => btoa("x".repeat(length));

function pieces(bytes) {
  const whole = Math.floor(bytes / CHUNK);
  const rest = bytes % CHUNK;
  return [...Array(whole).fill(piece(CHUNK)), ...(rest ? [piece(rest)] : [])];
}

// Sends all chunks with at most WINDOW of them unconfirmed, and waits for the last confirmation.
async function push(chunks, envelope) {
  const underWay = [];
  for (const [index, data] of chunks.entries()) {
    if (underWay.length === WINDOW) await underWay.shift();
    underWay.push(next());
    port.postMessage(envelope(index, data));
  }
  await Promise.all(underWay);
}

// What a reply holds: `{"transfer": {…}}` without its name.
function content({ reply }) {
  if (!reply.outcome.Ok) throw new Error(JSON.stringify(reply.outcome));
  return Object.values(reply.outcome.Ok)[0];
}

// Opens a case with a photo in it and gives the photo's preview handle.
async function photographed(request) {
  const ok = async (body) => content(await request(body));
  const purpose = { reason: "Messung", file_number: "M-1", clerk: "Messung" };
  await ok({ do: "begin_visit", place: "Messung" });
  const criteria = { family_name: "Mustermann", first_names: "Erika" };
  const { hits } = await ok({ do: "search", purpose, criteria });
  const { record } = hits[0];
  await ok({ do: "open_record", purpose, record });
  const { case: id } = await ok({ do: "open_case", service: "identity-card", record });

  const camera = await (await fetch("camera.json")).json();
  const bytes = new Uint8Array(await (await fetch("camera.jpg")).arrayBuffer());
  const { transfer } = await ok({ do: "begin_transfer", bytes: bytes.length });
  const chunks = [];
  for (let at = 0; at < bytes.length; at += CHUNK) {
    chunks.push(btoa(String.fromCharCode(...bytes.subarray(at, at + CHUNK))));
  }
  await push(chunks, (index, data) => ({ type: "chunk", transfer, index, data }));
  const photo = await ok({ do: "take_photo", case: id, transfer, eyes: camera.eyes });
  return photo.preview;
}

// Fetches a preview and gives its length.
async function fetchPreview(request, handle) {
  const { transfer, bytes } = content(await request({ do: "preview", handle }));
  const count = Math.ceil(bytes / CHUNK);
  for (let received = 1; received <= count; received += 1) {
    await next();
    port.postMessage({ type: "ack", transfer, received });
  }
  return bytes;
}

async function companion() {
  const versions = { min: 3, max: 3 };
  await ask({ type: "hello", build: "bench", versions });
  let id = 0;
  const request = (body) => ask({ type: "request", id: (id += 1), body });
  const ping = () => request({ do: "ping" });
  await timed(ping, WARM_UP);
  const round = await timed(ping, ROUNDS);

  // One transfer as long as all pictures together: nothing has to be done with it in between.
  const picture = pieces(PICTURE_BYTES);
  const opened = await request({ do: "begin_transfer", bytes: PICTURE_BYTES * PICTURES });
  const { transfer } = content(opened);
  const toCompanion = await timed((round) => {
    const first = round * picture.length;
    return push(picture, (index, data) => ({ type: "chunk", transfer, index: first + index, data }));
  }, PICTURES);

  const handle = await photographed(request);
  const bytes = await fetchPreview(request, handle);
  const previews = Math.ceil(PREVIEW_BYTES / bytes);
  const toPage = await timed(async () => {
    for (let count = 0; count < previews; count += 1) await fetchPreview(request, handle);
  }, 20);
  return { round, toCompanion, toPage };
}

async function echo() {
  const ping = () => ask({ type: "request", id: 1, body: { do: "ping" } });
  await timed(ping, WARM_UP);
  const round = await timed(ping, ROUNDS);
  const picture = pieces(PICTURE_BYTES);
  const toCompanion = await timed(
    () => push(picture, (index, data) => ({ type: "chunk", transfer: 1, index, data })),
    PICTURES,
  );
  const count = Math.ceil(PREVIEW_BYTES / CHUNK);
  const toPage = await timed(async () => {
    const chunks = Array.from({ length: count }, next);
    port.postMessage({ give: count });
    await Promise.all(chunks);
  }, 20);
  return { round, toCompanion, toPage };
}

const host = query.get("host");
await measured().then(
  (figures) => report({ host, figures }),
  (error) => report({ host, error: `${error.stack ?? error}` }),
);

async function measured() {
  await connect();
  const times = host === "echo" ? await echo() : await companion();
  const figures = Object.entries(times).map(([name, list]) => [
    name,
    { p50: quantile(list, 0.5), p99: quantile(list, 0.99), best: Math.min(...list) },
  ]);
  return Object.fromEntries(figures);
}

function report(said) {
  return fetch("/report", { method: "POST", body: JSON.stringify(said) });
}

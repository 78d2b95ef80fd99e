// Looks at the kiosk browser from inside, without any debugger: what the policies must give and what
// they must not. Reports to the static host. `?extension=ID`

const PICTURE = 200 * 1024;
const TRIES = 100;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// On a fresh profile the extension comes a moment after the page.
async function connect(extension) {
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (globalThis.chrome?.runtime?.connect) return conversation(chrome.runtime.connect(extension));
    await pause(100);
  }
  return undefined;
}

function conversation(port) {
  const inbox = [];
  const waiting = [];
  const hand = (message) => (waiting.length ? waiting.shift()(message) : inbox.push(message));
  port.onMessage.addListener((message) => !message.event && hand(message));
  port.onDisconnect.addListener(() => hand({ type: "closed" }));
  const next = () =>
    inbox.length ? Promise.resolve(inbox.shift()) : new Promise((resolve) => waiting.push(resolve));
  let id = 0;
  const say = async (message) => {
    port.postMessage(message);
    return next();
  };
  return { say, ask: (body) => say({ type: "request", id: (id += 1), body }) };
}

async function companion(extension) {
  const talk = await connect(extension);
  if (!talk) return { connected: false };
  const hello = await talk.say({ type: "hello", build: "check", versions: { min: 3, max: 3 } });
  const answered = async (body) => (await talk.ask(body)).reply?.outcome;
  const overview = await answered({ do: "overview" });
  const ping = await answered({ do: "ping" });
  const transfer = await answered({ do: "begin_transfer", bytes: PICTURE });
  return { connected: true, hello: hello.hello, overview, ping, transfer };
}

async function camera() {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { width: 3840, height: 2160 } });
    const [track] = stream.getVideoTracks();
    const { width, height } = track.getSettings();
    track.stop();
    return { granted: true, width, height };
  } catch (error) {
    return { granted: false, error: error.name };
  }
}

async function microphone() {
  try {
    await navigator.mediaDevices.getUserMedia({ audio: true });
    return "granted";
  } catch (error) {
    return error.name;
  }
}

const query = new URLSearchParams(location.search);
const report = {
  companion: await companion(query.get("extension")),
  camera: await camera(),
  microphone: await microphone(),
  driven: navigator.webdriver,
};
await fetch("/report", { method: "POST", body: JSON.stringify(report) });

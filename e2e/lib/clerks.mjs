// The clerks of the stage and their security keys: in software for a page without a browser, and as the
// virtual authenticator of Chromium for a page in one.

import { execFileSync } from "node:child_process";
import { createHash, createPrivateKey, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { call } from "./gateway.mjs";
import { stage } from "./stage.mjs";
import { arrive, main } from "./steps.mjs";

const file = join(stage.folder, "keys.json");
const RP = "localhost";
const plugged = new WeakMap();
let opened;

/** Makes the keys of the stage's clerks known by their one-time links, if that was not done before. */
export async function keys() {
  if (!existsSync(file) && stage.gateway.network && !process.env.AMTSKOFFER_IN_TOWN) {
    // The gateway is behind the tunnel only: the keys are made in the town, as they would be.
    const script = `await (await import(${JSON.stringify(import.meta.url)})).keys()`;
    const node = [process.execPath, "--input-type=module", "--eval", script];
    const env = { ...process.env, AMTSKOFFER_IN_TOWN: "1" };
    execFileSync("nsenter", [`--net=${stage.gateway.network}`, ...node], { env, stdio: ["ignore", "ignore", "inherit"] });
  }
  if (!existsSync(file)) {
    const made = { since: Date.now(), keys: [] };
    for (const { name, link } of stage.gateway.clerks) made.keys.push({ name, ...(await enrolled(link)) });
    writeFileSync(file, JSON.stringify(made));
  }
  return JSON.parse(readFileSync(file, "utf8"));
}

/** Puts the key of a clerk of the stage into the browser, in place of the one that was there. */
export async function plug(page, who = 0) {
  const { since, keys: all } = await keys();
  const { id, user, pkcs8 } = all[who];
  const credential = {
    credentialId: base64(id),
    isResidentCredential: true,
    rpId: RP,
    privateKey: pkcs8,
    userHandle: base64(user),
    signCount: counter(since),
  };
  const { session, authenticatorId } = await plugEmpty(page);
  await session.send("WebAuthn.addCredential", { authenticatorId, credential });
  return { session, authenticatorId };
}

/** Puts a new, empty key into the browser. */
export async function plugEmpty(page) {
  // With the session goes the key that was there. It goes by itself when any other session of the page ends.
  await plugged.get(page)?.detach();
  const session = await page.context().newCDPSession(page);
  plugged.set(page, session);
  await session.send("WebAuthn.enable", { enableUI: false });
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "usb",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { session, authenticatorId };
}

/** A clerk signs in on the page that asks for it. */
export async function signIn(visit, who = 0) {
  const { page, hands } = visit;
  await arrive(visit, "Am Koffer anmelden", "anmelden");
  await plug(page, who);
  await hands.activate(main(page).getByRole("button", { name: "Mit Passkey anmelden" }));
}

/** The second clerk joins on the start page. */
export async function joinIn({ page, hands }, who = 1) {
  await plug(page, who);
  await hands.activate(main(page).getByRole("button", { name: "Zweite Person anmelden" }));
  await main(page).getByRole("button", { name: `Abmelden ${stage.gateway.clerks[who].name}` }).waitFor();
}

/** The second clerk approves the case on the page that sends it, if it needs that. */
export async function approve(visit, who = 1) {
  const { page, hands, onScreen } = visit;
  await main(page).getByRole("button", { name: /übermitteln$/ }).waitFor();
  const button = main(page).getByRole("button", { name: "Als zweite Person freigeben" });
  if (!(await button.isVisible())) return;
  await onScreen("freigabe");
  await plug(page, who);
  await hands.activate(button);
  await main(page).getByText(`Freigegeben von ${stage.gateway.clerks[who].name}.`).waitFor();
  await onScreen("freigegeben");
}

/** Signs a clerk in over a bridge without a browser, if nobody is at work. */
export async function signInOver(ask, who = 0) {
  const { desk } = await ask({ do: "overview" });
  if (desk.clerks.length > 0 && !desk.locked) return;
  const { ceremony, options } = await ask({ do: "clerk", what: "begin_sign_in" });
  await ask({ do: "clerk", what: "finish_sign_in", ceremony, credential: await answer(options, who) });
}

/** A second clerk approves a case over a bridge without a browser. */
export async function approveOver(ask, id, who = 1) {
  const { ceremony, options } = await ask({ do: "clerk", what: "begin_approval", case: id });
  await ask({ do: "clerk", what: "finish_approval", case: id, ceremony, credential: await answer(options, who) });
}

/** A session at the gateway itself, as the header that names it. */
export async function session(who = 0) {
  const begun = await post("/clerks/sign-in", null);
  const finished = await post(`/clerks/sign-in/${begun.ceremony}`, await answer(begun.options, who));
  return { "amtskoffer-session": finished.session };
}

/** One request to the gateway on behalf of the first clerk. */
export async function callAsClerk(method, path, { headers = {}, ...options } = {}) {
  opened ??= await session();
  return call(method, path, { headers: { ...headers, ...opened }, ...options });
}

/** `AuthenticationResponseJSON` of a clerk's key (WebAuthn Level 3, section 5.1.8). */
export async function answer({ publicKey }, who) {
  const { since, keys: all } = await keys();
  const { id, user, pkcs8 } = all[who];
  const client = clientData("webauthn.get", publicKey.challenge);
  const data = authenticatorData(publicKey.rpId, 0x05, counter(since));
  const key = createPrivateKey({ key: Buffer.from(pkcs8, "base64"), format: "der", type: "pkcs8" });
  const signature = sign("sha256", Buffer.concat([data, sha256(client)]), key);
  const response = {
    clientDataJSON: url(client),
    authenticatorData: url(data),
    signature: url(signature),
    userHandle: user,
  };
  return { id, rawId: id, type: "public-key", response, clientExtensionResults: {} };
}

async function enrolled(link) {
  const token = new URL(link).hash.split("/").pop();
  const begun = await post("/clerks/enrolment", { token });
  const { publicKey } = begun.options;
  const { privateKey, publicKey: own } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x, y } = own.export({ format: "jwk" });
  const raw = randomBytes(32);
  const cose = Buffer.concat([hex("a5010203262001215820"), from(x), hex("225820"), from(y)]);
  const data = Buffer.concat([authenticatorData(RP, 0x45, 0), Buffer.alloc(16), hex("0020"), raw, cose]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(data.length);
  const attestation = Buffer.concat([
    Buffer.from("\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59", "latin1"),
    length,
    data,
  ]);
  const id = url(raw);
  const client = clientData("webauthn.create", publicKey.challenge);
  await post(`/clerks/enrolment/${begun.ceremony}`, {
    id,
    rawId: id,
    type: "public-key",
    response: { clientDataJSON: url(client), attestationObject: url(attestation), transports: ["usb"] },
    clientExtensionResults: {},
  });
  const pkcs8 = privateKey.export({ format: "der", type: "pkcs8" }).toString("base64");
  return { id, user: publicKey.user.id, pkcs8 };
}

async function post(path, body) {
  const { status, json } = await call("POST", path, { body: Buffer.from(JSON.stringify(body)) });
  if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(json)}`);
  return json;
}

// A key counts its answers; time does it for one that several processes hold.
function counter(since) {
  return Math.floor((Date.now() - since) / 20) + 1;
}

function clientData(type, challenge) {
  return Buffer.from(JSON.stringify({ type, challenge, origin: stage.origin, crossOrigin: false }));
}

function authenticatorData(rp, flags, count) {
  const rest = Buffer.alloc(5);
  rest.writeUInt8(flags, 0);
  rest.writeUInt32BE(count, 1);
  return Buffer.concat([sha256(Buffer.from(rp)), rest]);
}

const sha256 = (bytes) => createHash("sha256").update(bytes).digest();
const url = (bytes) => bytes.toString("base64url");
const from = (text) => Buffer.from(text, "base64url");
const base64 = (text) => from(text).toString("base64");
const hex = (text) => Buffer.from(text, "hex");

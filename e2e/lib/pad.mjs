// The person at the signature pad, and what the pad shows her.

import { stage } from "./stage.mjs";

/** Places of the buttons on the pad, in shares of its screen. */
export const padButtons = { cancel: "0.17 0.9", clear: "0.5 0.9", accept: "0.83 0.9" };

/** Writes a name into the field. */
export const signOnPad = () => control("sign", { method: "PUT" });

/** Taps a button. */
export const tapOnPad = (button) => control("tap", { method: "PUT", body: padButtons[button] });

/** Breaks the pad; without a name it is mended. */
export const padFault = (name) => control("fault", name ? { method: "PUT", body: name } : { method: "DELETE" });

/** Whether the pad shows anything. */
export const padShows = async () => (await control("screen")).split("\n")[1] !== "1 1";

/** Whether the companion holds the pad. */
export const padIsTaken = async () => JSON.parse(await control("state")).imported;

async function control(path, request) {
  const answer = await fetch(`http://127.0.0.1:${stage.signature.control}/${path}`, request);
  if (!answer.ok) throw new Error(`pad ${path}: ${answer.status}`);
  return answer.text();
}

// The stand-ins of change terminal and card reader: their faults and what became of their cards.

import { request } from "node:http";
import { connect } from "./native.mjs";
import { stage } from "./stage.mjs";
import { main } from "./steps.mjs";

/** Breaks the terminal; without a name it is mended. */
export async function terminalFault(name) {
  await atTerminal("/fault", name ? "PUT" : "DELETE", name);
}

/** Lays a card on the terminal: `on`, `off` or `passport`. */
export async function terminalCard(lying) {
  await atTerminal("/card", "PUT", lying);
}

/** The card on the terminal, as it is. */
export async function cardOnTerminal() {
  return JSON.parse(await atTerminal("/card", "GET"));
}

/** The card in the reader: `PUT` puts it on, `DELETE` takes it away, `GET` tells how it stands. */
export function cardInReader(method) {
  return new Promise((resolve, reject) => {
    const options = { socketPath: stage.card.control_socket, path: "/card", method };
    const asked = request(options, (answer) => {
      const pieces = [];
      answer.on("data", (piece) => pieces.push(piece));
      answer.on("end", () => resolve(Buffer.concat(pieces).toString()));
    });
    asked.on("error", reject);
    asked.end();
  });
}

/** Types a word on the pad of the screen. */
export async function typeWord({ page }, word) {
  for (const digit of word) await page.getByRole("button", { name: `Ziffer ${digit}`, exact: true }).tap();
  await page.getByText(`${word.length} von ${word.length} Ziffern`).waitFor();
  await main(page).getByRole("button", { name: "Weiter" }).tap();
}

/** The card in the reader gets the stage's PIN again, which the screen would call too simple. */
export async function stagePinAgain(old) {
  const { ask, relay } = await connect();
  const { outcome } = await ask({ do: "card", card: "change_pin", way: "pin", old, new: "123456" });
  relay.stdin.end();
  if (outcome !== "pin_changed") throw new Error(`the PIN was not changed back: ${outcome}`);
}

async function atTerminal(path, method, body) {
  const url = `http://127.0.0.1:${stage["change-terminal"].control}${path}`;
  const answer = await fetch(url, { method, body });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
  return answer.text();
}

// The stand-ins of change terminal and card reader: their faults and what became of their cards.

import { request } from "node:http";
import { stage } from "./stage.mjs";

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

async function atTerminal(path, method, body) {
  const url = `http://127.0.0.1:${stage["change-terminal"].control}${path}`;
  const answer = await fetch(url, { method, body });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
  return answer.text();
}

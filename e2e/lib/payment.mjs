// The payment terminal's stand-in: its faults, and its journal of what was really charged.

import { stage } from "./stage.mjs";

const control = (path) => `http://127.0.0.1:${stage.payment.control}${path}`;

/** Breaks the terminal; without a name it is mended. */
export async function paymentFault(name) {
  const answer = await fetch(control("/fault"), name ? { method: "PUT", body: name } : { method: "DELETE" });
  if (!answer.ok) throw new Error(`payment fault ${name}: ${answer.status}`);
}

/** Every line of the terminal's journal, oldest first. */
export async function ledger() {
  const answer = await fetch(control("/ledger"));
  if (!answer.ok) throw new Error(`ledger: ${answer.status}`);
  return answer.json();
}

/** Lines of the journal that were written and approved while something was done. */
export async function writtenWhile(action) {
  const before = (await ledger()).length;
  await action();
  return (await ledger()).slice(before).filter(({ approved }) => approved);
}

// A slow line: passes bytes on between companion and gateway, no faster than it is told to, and counts.

import { createServer, connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** Opens the line to a port; `bytesPerSecond` bounds the way there. */
export async function slowLine(port, bytesPerSecond) {
  const line = { sent: 0 };
  const server = createServer((client) => {
    const gateway = connect(port, "127.0.0.1");
    const end = () => [client, gateway].forEach((side) => side.destroy());
    for (const side of [client, gateway]) side.once("error", end).once("close", end);
    gateway.pipe(client);
    carry(client, gateway, bytesPerSecond, line).catch(end);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  line.port = server.address().port;
  line.close = () => server.close();
  return line;
}

async function carry(from, to, bytesPerSecond, line) {
  for await (const bytes of from) {
    line.sent += bytes.length;
    to.write(bytes);
    await pause((bytes.length / bytesPerSecond) * 1000);
  }
}

// tus-js-client against the gateway: an upload that is broken off and taken up again, one in a
// single piece, one that begins with its announcement, and one that is terminated.
// Arguments: folder that holds node_modules, address of the gateway, folder of the keys, folder of the parts,
// metadata of each part (JSON). Environment: SESSION.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [modules, endpoint, pki, folder, metadata] = process.argv.slice(2);
const tus = createRequire(join(modules, "package.json"))("tus-js-client");
const pem = (name) => readFileSync(join(pki, name));
const httpStack = new tus.DefaultHttpStack({
  ca: pem("ca.pem"),
  cert: pem("suitcase.pem"),
  key: pem("suitcase.key"),
});
const headers = { "Amtskoffer-Session": process.env.SESSION };

function upload(part, options) {
  let current;
  const done = new Promise((resolve, reject) => {
    current = new tus.Upload(readFileSync(join(folder, part)), {
      endpoint: `${endpoint}/parts`,
      httpStack,
      retryDelays: null,
      headers,
      metadata: JSON.parse(metadata)[part],
      onError: reject,
      onSuccess: () => resolve(current.url),
      ...options,
      onChunkComplete: (size, accepted) => options.onChunk?.(current, accepted, resolve),
    });
    current.start();
  });
  return done;
}

const chunkSize = 256 * 1024;
let brokenAt = 0;
const broken = await upload("broken_off", {
  chunkSize,
  onChunk: (current, accepted, resolve) => {
    if (accepted < 2 * chunkSize || brokenAt > 0) return;
    brokenAt = accepted;
    current.abort().then(() => resolve(current.url));
  },
});
let resumedAt = null;
const resumed = await upload("broken_off", {
  chunkSize,
  uploadUrl: broken,
  onChunk: (_, accepted) => {
    resumedAt ??= accepted - chunkSize;
  },
});
const whole = await upload("whole", {});
const begun = await upload("begun", { uploadDataDuringCreation: true, chunkSize });
const terminated = await upload("terminated", {});
await tus.Upload.terminate(terminated, { httpStack, headers, retryDelays: null });

console.log(JSON.stringify({ brokenAt, resumedAt, broken, resumed, whole, begun, terminated }));

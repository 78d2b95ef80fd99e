// @tus/server with its file store, as an independent peer of our client. Arguments: a folder with
// node_modules, a folder for the uploads. Says its version and port as one line of JSON.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, folder] = process.argv.slice(2);
const require = createRequire(join(modules, "package.json"));
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const version = (name) => {
  const file = join(modules, "node_modules", name, "package.json");
  return JSON.parse(readFileSync(file, "utf8")).version;
};

const { Server } = await load("@tus/server");
const { FileStore } = await load("@tus/file-store");
const tus = new Server({ path: "/parts", datastore: new FileStore({ directory: folder }) });
const http = createServer((request, answer) => tus.handle(request, answer));
http.listen(0, "127.0.0.1", () => {
  const said = {
    port: http.address().port,
    server: version("@tus/server"),
    store: version("@tus/file-store"),
  };
  process.stdout.write(`${JSON.stringify(said)}\n`);
});
// It ends with the test.
process.stdin.on("end", () => process.exit(0)).resume();

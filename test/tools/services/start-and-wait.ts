/** Starts a server with one argument in a folder, reports the start, and waits forever. */
import { startServer } from "../../../tools/services/server";

const [program, argument, folder] = process.argv.slice(2) as [string, string, string];

void startServer({
  title: "the fake server",
  program,
  args: [argument],
  env: { PATH: "/usr/bin:/bin" },
  folder,
  ready: () => new Promise((soon) => setTimeout(() => soon(true), 300)),
}).then(() => {
  process.stdout.write("started\n");
  setInterval(() => undefined, 60_000);
});

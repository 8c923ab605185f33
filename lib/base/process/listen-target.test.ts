import { connect } from "node:net";
import path from "node:path";
import { expect, test } from "vitest";
import { Child } from "@/lib/run/cli/children";
import { holdPort } from "@/lib/run/cluster/ports";
import { listenTarget } from "./listen-target";

test("without a socket of the supervisor it is host and port", () => {
  expect(listenTarget("127.0.0.1", 2525)).toEqual({ host: "127.0.0.1", port: 2525 });
});

test("a child listens on the socket that was bound for it, and on its port when it is started again", async () => {
  const { port, server } = await holdPort({ setting: "PORT", host: "127.0.0.1", wanted: 0, usual: 0 });
  const script = `
    import { createServer } from "node:net";
    import { listenTarget } from ${JSON.stringify(path.join(import.meta.dirname, "listen-target.ts"))};
    const target = listenTarget("127.0.0.1", ${port});
    const say = (socket) => socket.on("data", () => process.exit(1)).write("fd" in target ? "inherited" : "bound");
    createServer(say).listen(target, () => process.send("ready"));
    process.on("SIGTERM", () => process.exit(0));`;
  const args = ["--import", "tsx", "--input-type=module", "--eval", script];
  const child = new Child({ name: "listener", command: process.execPath, args, env: process.env, server, held: [] });
  await child.ready;
  expect(await said(port)).toBe("inherited");
  connect(port, "127.0.0.1")
    .on("error", () => {})
    .write("end");
  await expect.poll(() => said(port).catch(() => ""), { timeout: 10_000 }).toBe("bound");
  await child.stop(5_000);
});

function said(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("error", reject);
    socket.once("data", (chunk) => {
      socket.destroy();
      resolve(chunk.toString());
    });
  });
}

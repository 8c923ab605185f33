import { createServer } from "node:net";
import { expect, test } from "@playwright/test";
import { canUnshare, type commands, ProductTree } from "../support/product-tree";

// Whoever ends the product, and however: all of it ends, in order where anything is left to do so, and it starts again at once.

/** As long as orchestrators wait for a container. */
const endsWithinMs = 30_000;
let product: ProductTree;

test.describe.configure({ timeout: 180_000 });
test.skip(process.platform !== "linux", "reads /proc");
test.beforeEach(() => {
  product = new ProductTree(4340 + test.info().workerIndex);
});
test.afterEach(() => product.remove());

function needsNamespaces(how: string): void {
  test.skip(how.endsWith("process 1") && !canUnshare, "this user may not make process namespaces (unshare)");
}

const every = ["npm", "node", "npm as process 1", "node as process 1"] as const satisfies (keyof typeof commands)[];

for (const how of every) {
  test(`SIGTERM to ${how}: everything ends in order, and it starts again`, async () => {
    needsNamespaces(how);
    await product.start(how);
    expect(product.processes().size).toBeGreaterThanOrEqual(6);
    process.kill(product.top, "SIGTERM");
    expect(await product.exit()).toBe(0);
    await product.gone(2_000);
    expect(product.databaseIsWhole).toBe(true);
    await product.start(how);
    process.kill(product.top, "SIGINT");
    await product.exit();
    await product.gone(2_000);
    expect(product.databaseIsWhole).toBe(true);
  });
}

for (const how of ["npm", "node"] as const) {
  test(`kill -9 of ${how}: everything below ends in order`, async () => {
    await product.start(how);
    process.kill(product.top, "SIGKILL");
    if (how === "npm") {
      await product.gone(endsWithinMs);
      expect(product.databaseIsWhole).toBe(true);
      return;
    }
    // The next start waits for what still ends, and gets the same port.
    await product.start(how);
    expect(product.output).not.toContain("is in use");
    process.kill(product.top, "SIGTERM");
    await product.exit();
  });
}

test("kill -9 of the supervisor: its processes end in order, and then the database", async () => {
  await product.start("npm");
  process.kill(product.processOf("supervisor.js"), "SIGKILL");
  expect(await product.exit()).not.toBe(0);
  await product.gone(2_000);
  expect(product.databaseIsWhole).toBe(true);
});

test("kill -9 of a container: the next one starts, though the same process ids come again", async () => {
  needsNamespaces("process 1");
  await product.start("node as process 1");
  process.kill(product.top, "SIGKILL");
  await product.gone(5_000);
  expect(product.databaseIsWhole).toBe(false);
  await product.start("node as process 1");
});

test("SIGTERM while it is only starting ends all of it", async () => {
  product.spawn("npm");
  await expect.poll(() => product.processOf("postgres -D"), { timeout: 60_000 }).not.toBe(0);
  process.kill(product.top, "SIGTERM");
  await product.exit();
  await product.gone(endsWithinMs);
});

test("a port that was asked for and is taken stops the start, in words", async () => {
  const blocker = createServer();
  await new Promise<void>((resolve) => blocker.listen(product.port, "127.0.0.1", resolve));
  product.spawn("node");
  expect(await product.exit()).toBe(1);
  expect(product.output).toContain(`Port ${product.port} at 127.0.0.1 (PORT, --port) is in use.`);
  await product.gone(2_000);
  blocker.close();
});

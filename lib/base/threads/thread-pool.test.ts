import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { ThreadPool } from "./thread-pool";

const script = (body: string) =>
  new URL(`data:text/javascript,${encodeURIComponent(`import { parentPort } from "node:worker_threads"; ${body}`)}`);

/** Says the name back; "loop" never ends, "die" ends the thread. */
const echo = script(`parentPort.on("message", ({ name }) => {
  parentPort.postMessage("begun");
  if (name === "loop") for (;;) {}
  if (name === "die") process.exit(1);
  parentPort.postMessage({ ok: true, output: name });
});`);

test("a task that never ends is ended, and the next ones are done meanwhile", async () => {
  const pool = new ThreadPool(echo, []);
  const late = pool.run("loop", null, 300);
  expect(await pool.run("a", null, 5000)).toEqual({ ok: true, output: "a" });
  let ticks = 0;
  const clock = setInterval(() => ticks++, 20);
  expect(await late).toBe("late");
  clearInterval(clock);
  expect(ticks).toBeGreaterThan(2);
  expect(await pool.run("b", null, 5000)).toEqual({ ok: true, output: "b" });
});

test("a thread that dies fails its task only", async () => {
  const pool = new ThreadPool(echo, []);
  expect(await pool.run("die", null, 5000)).toMatchObject({ ok: false });
  expect(await pool.run("a", null, 5000)).toEqual({ ok: true, output: "a" });
});

test("too many at once are turned away", async () => {
  const pool = new ThreadPool(echo, []);
  const runs = Array.from({ length: 60 }, () => pool.run("loop", null, 50));
  expect(await runs.at(-1)).toBe("busy");
  await Promise.all(runs);
}, 60_000);

test("the product's own thread shows an answer and refuses a loop in words", async () => {
  const pool = new ThreadPool(pathToFileURL(path.resolve("lib/run/threads/main.ts")), ["--import", "tsx"]);
  const reply = Buffer.from("Content-Type: text/html\r\n\r\n<p onclick=x()>Hi</p>");
  expect(await pool.run("present-reply", reply, 20_000)).toMatchObject({ ok: true, output: { text: "Hi" } });
  const content = { html: "{% for i in (1..5000000) %}{% for j in (1..5000000) %}x{% endfor %}{% endfor %}" };
  const brand = { companyName: "A", postalAddress: "1 Road" };
  const input = {
    content: {
      ...content,
      subject: "s",
      previewText: "",
      brand,
      assetBase: "https://a.example",
      trackOpens: false,
      trackClicks: false,
    },
    contact: {},
    workspaceName: "A",
  };
  expect(await pool.run("preview-content", input, 20_000)).toMatchObject({ ok: false, failure: { code: "invalid" } });
}, 60_000);

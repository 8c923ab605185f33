import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { inLanguage, learnLanguages } from "@/lib/language/server";
import { ThreadPool } from "./thread-pool";

const script = (body: string) =>
  new URL(`data:text/javascript,${encodeURIComponent(`import { parentPort } from "node:worker_threads"; ${body}`)}`);

/** Long after anything that is to end has ended, also on a loaded machine. */
const LATE_MS = 100_000;
const timeout = 2 * LATE_MS;

/** Says the name back; "speech" says how it was asked to speak, "loop" never ends, "die" ends the thread, "wait" waits until the first number of its input is set. */
const echo = script(`parentPort.on("message", ({ name, input, speech }) => {
  parentPort.postMessage("begun");
  if (name === "wait") Atomics.wait(input, 0, 0);
  if (name === "loop") for (;;) {}
  if (name === "die") process.exit(1);
  parentPort.postMessage({ ok: true, output: name === "speech" ? speech : name });
});`);

test("a thread speaks as whoever waits for it", async () => {
  learnLanguages();
  const pool = new ThreadPool(echo, []);
  const asked = inLanguage("de", () => pool.run("speech", null, LATE_MS));
  expect(await asked).toEqual({ ok: true, output: { language: "de", figures: "de" } });
});

test("a task that never ends is ended, and this thread goes on meanwhile", { timeout }, async () => {
  const pool = new ThreadPool(echo, []);
  let ticks = 0;
  const clock = setInterval(() => ticks++, 20);
  expect(await pool.run("loop", null, 300)).toBe("late");
  clearInterval(clock);
  expect(ticks).toBeGreaterThan(0);
  expect(await pool.run("b", null, LATE_MS)).toEqual({ ok: true, output: "b" });
});

test("the next ones are done while one takes long", { timeout }, async () => {
  const pool = new ThreadPool(echo, []);
  const gate = new Int32Array(new SharedArrayBuffer(4));
  const long = pool.run("wait", gate, LATE_MS);
  expect(await pool.run("a", null, LATE_MS)).toEqual({ ok: true, output: "a" });
  open(gate);
  expect(await long).toEqual({ ok: true, output: "wait" });
});

function open(gate: Int32Array): void {
  Atomics.store(gate, 0, 1);
  Atomics.notify(gate, 0);
}

test("a thread that dies fails its task only", { timeout }, async () => {
  const pool = new ThreadPool(echo, []);
  expect(await pool.run("die", null, LATE_MS)).toMatchObject({ ok: false });
  expect(await pool.run("a", null, LATE_MS)).toEqual({ ok: true, output: "a" });
});

test("a thread that cannot be started fails its task and takes nobody's place", { timeout: 5_000 }, async () => {
  const pool = new ThreadPool(new URL("https://elsewhere.example/thread.js"), []);
  for (let run = 0; run < 4; run++) {
    expect(await pool.run("a", null, LATE_MS)).toEqual({
      ...{ ok: false, failure: null },
      message: "No thread could be started.",
    });
  }
});

test("two work, forty wait, and the others are turned away at once", { timeout }, async () => {
  const pool = new ThreadPool(echo, []);
  const gate = new Int32Array(new SharedArrayBuffer(4));
  const runs = Array.from({ length: 60 }, () => pool.run("wait", gate, LATE_MS));
  expect(await Promise.all(runs.slice(42))).toEqual(Array(18).fill("busy"));
  open(gate);
  expect(await Promise.all(runs.slice(0, 42))).toEqual(Array(42).fill({ ok: true, output: "wait" }));
});

test("the product's own thread shows an answer and refuses a loop in words", { timeout }, async () => {
  const pool = new ThreadPool(pathToFileURL(path.resolve("lib/run/threads/main.ts")), ["--import", "tsx"]);
  const reply = Buffer.from("Content-Type: text/html\r\n\r\n<p onclick=x()>Hi</p>");
  expect(await pool.run("present-reply", reply, LATE_MS)).toMatchObject({ ok: true, output: { text: "Hi" } });
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
  expect(await pool.run("preview-content", input, LATE_MS)).toMatchObject({ ok: false, failure: { code: "invalid" } });
});

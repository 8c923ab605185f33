import fs from "node:fs";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { classifyReply } from "@/lib/feedback/classify/classify";
import { parseInbound } from "@/lib/feedback/parse/parse-inbound";
import { mutated, seeded } from "@/tests/fuzz/mutate";
import { cpuMs } from "@/tests/support/cpu-time";

const corpora = process.env.HOMING_CORPORA ?? "../shared/corpora";
const folders = ["tests/fixtures/bounces", `${corpora}/bounces`, `${corpora}/feedback`, `${corpora}/mime`];
/** Another seed finds other inputs: HOMING_FUZZ_SEED=2 npx vitest … */
const seed = Number(process.env.HOMING_FUZZ_SEED ?? 20_261_123);
const budgetMs = 8_000;
const maxRuns = 6_000;
/** Also where the machine has no time for more. */
const leastRuns = 200;
/** Of processor, far over what any input takes: only a hang reaches it. */
const hangMs = 3_000;

const samples = folders
  .filter((folder) => fs.existsSync(folder))
  .flatMap((folder) => fs.readdirSync(folder, { recursive: true }).map((name) => path.join(folder, String(name))))
  .filter((file) => /\.(eml|txt)$/.test(file))
  .map((file) => fs.readFileSync(file))
  .filter((raw) => raw.length > 0);

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
const heapMb = () => {
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

test("mutated mails: no crash, no hang, no memory that stays", async () => {
  const random = seeded(seed);
  const warm = () => samples.slice(0, 40).forEach((raw) => void parseInbound(raw));
  warm();
  const before = heapMb();
  const until = performance.now() + budgetMs;
  let runs = 0;
  for (; runs < leastRuns || (runs < maxRuns && performance.now() < until); runs++) {
    const raw = mutated(samples, random);
    let report = parseInbound(Buffer.from(""));
    const ms = await cpuMs(() => {
      report = parseInbound(raw);
    });
    const which = `mutation ${runs} of seed ${seed}`;
    if (ms > hangMs) expect.fail(`${which} took ${Math.round(ms)} ms`);
    // An exception inside comes out as "unreadable" with the engine's words; the parser's own words are these.
    if (report.type === "unreadable") expect(report.reason, which).toContain("names no sender");
    if (report.type === "bounce") expect(report.recipients.length, which).toBeLessThanOrEqual(250);
  }
  expect(heapMb() - before).toBeLessThan(48);
}, 180_000);

test("replies of any kind get a meaning, and a temporary one is never hard", () => {
  const random = seeded(seed + 1);
  const words = [
    "550",
    "5.1.1",
    "user",
    "unknown",
    "mailbox",
    "full",
    "<a@b.c>",
    "spam",
    "blocked",
    "quota",
    "try again",
    "host",
    "not found",
    "relay",
    "…",
    "\0",
    "(",
    "[",
    "  ",
    "x".repeat(500),
  ];
  const until = performance.now() + 2_000;
  for (let run = 0; run < leastRuns || (run < 5_000 && performance.now() < until); run++) {
    const text = Array.from(
      { length: Math.floor(random() * 60) },
      () => words[Math.floor(random() * words.length)],
    ).join(random() < 0.5 ? " " : "");
    expect(classifyReply({ text }).category).not.toBe("");
    expect(classifyReply({ text, code: 451, enhanced: "4.0.0" }).kind).not.toBe("hard");
  }
}, 180_000);

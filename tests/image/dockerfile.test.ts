import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { textOf } from "@/tests/support/house";
import { buildContext } from "./build-context";
import { commandOf, pairsOf, parseDockerfile } from "./dockerfile";

const folder = mkdtempSync(path.join(tmpdir(), "homing-context-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("stages, their base images, and lines that go on", () => {
  const { args, stages } = parseDockerfile(
    `# syntax\nARG V=1.2\nFROM node:\${V}-slim AS build\nRUN a \\\n  # why\n  && b\nFROM scratch\nCMD ["x"]\n`,
  );
  expect(args).toEqual({ V: "1.2" });
  expect(stages).toEqual([
    { from: "node:1.2-slim", name: "build", steps: [{ instruction: "RUN", text: "a    && b" }] },
    { from: "scratch", name: null, steps: [{ instruction: "CMD", text: '["x"]' }] },
  ]);
  expect(commandOf('--interval=15s CMD ["homing", "health"]')).toEqual(["homing", "health"]);
  expect(() => commandOf('"x"')).toThrow();
  expect(pairsOf("A=1   B=/data/x")).toEqual({ A: "1", B: "/data/x" });
});

test("the last pattern that fits decides what a build is sent", () => {
  for (const name of ["a/b.ts", "a/b.test.ts", "a/generated/c.ts", "z/b.ts", "k.json", ".env", "a/.env.local"]) {
    mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(folder, name), "");
  }
  expect(buildContext(folder, "# why\n*\n!a\n!k.json\na/generated\n**/*.test.ts\n**/.env*\n")).toEqual([
    "a/b.ts",
    "k.json",
  ]);
  expect(buildContext(folder, "z/\n!z/b.ts\na")).toEqual([".env", "k.json", "z/b.ts"]);
});

test("a build is sent neither tests, nor secrets, nor what it makes itself", () => {
  const sent = buildContext(".", textOf(".dockerignore"));
  expect(sent.length).toBeGreaterThan(1000);
  expect(
    sent.filter((file) => /\.test\.|\/generated\/|^(tests|docs|node_modules|\.git|\.next)\/|\.env/.test(file)),
  ).toEqual([]);
});

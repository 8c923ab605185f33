import { afterEach, expect, test, vi } from "vitest";
import { measure } from "./measure";
import { atLeast, atMost, type Report } from "./report";

afterEach(() => vi.restoreAllMocks());

/** What a command prints on stdout, and the status it ends with. */
async function printed(bars: Report["bars"], json: boolean) {
  const out = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const figures = {
    all: { right: 3, of: 4 },
    missing: ["a.eml"],
    cases: [{ name: "x", files: ["x.csv"] }],
    none: null,
  };
  const status = await measure(
    (progress) => {
      progress.say("begun");
      return { figures, bars };
    },
    { json },
  );
  return { status, text: out.mock.calls.map(([text]) => String(text)).join("") };
}

test("a bar says in which direction it is held, and nothing short of it looks as if it reached it", () => {
  expect(atLeast("right, %", 99.97, 100)).toEqual({ name: "right, %", value: 99.97, bar: "≥ 100", ok: false });
  expect(atMost("slowest, ms", 50.1, 50)).toMatchObject({ value: 50.1, bar: "≤ 50", ok: false });
  expect(atMost("crashed", 0, 0)).toMatchObject({ value: 0, ok: true });
  expect(atLeast("share", 0.81234, 0.8)).toMatchObject({ value: 0.812, ok: true });
  expect(atLeast("speed", null, 1)).toMatchObject({ value: null, ok: false });
});

test("the report is one object on stdout, and the status says whether all bars are reached", async () => {
  const good = await printed([atLeast("right", 1, 1)], true);
  expect(good.status).toBe(0);
  const report = JSON.parse(good.text) as Report;
  expect(Object.keys(report)).toEqual(["figures", "bars", "machine"]);
  expect(report.bars).toEqual([{ name: "right", value: 1, bar: "≥ 1", ok: true }]);
  expect(report.machine).toMatchObject({ node: process.versions.node, cores: expect.any(Number) });
  expect((await printed([atLeast("right", 1, 1), atMost("crashed", 1, 0)], true)).status).toBe(1);
});

test("people read the same as text", async () => {
  const { status, text } = await printed([atMost("crashed", 1, 0), atLeast("speed", null, 2)], false);
  expect(status).toBe(1);
  expect(text).toContain("✗ crashed  1  (≤ 0)");
  expect(text).toContain("✗ speed    not measured  (≥ 2)");
  expect(text).toContain('all\n  right: 3\n  of: 4\nmissing\n  a.eml\ncases\n  name x, files ["x.csv"]\nnone: –');
});

import { describe, expect, test } from "vitest";
import { cpuMs } from "@/tests/support/cpu-time";
import { readAddress } from "./read-address";

describe("readAddress", () => {
  test.each([
    "jane@x.test",
    " jane@x.test ",
    "Jane Doe <jane@x.test>",
    '"Doe, Jane" <jane@x.test>',
    "Jane Doe<jane@x.test>",
    "<jane@x.test>",
    "<<jane@x.test>>",
    "mailto:jane@x.test",
    "MAILTO:jane@x.test?subject=Hello%20you",
    "<mailto:jane@x.test>",
    "Jane <mailto:jane@x.test>",
    "mailto:jane%40x.test",
    "jane@x.test.",
    "jane@x.test,",
    "jane@x.test;",
    "'jane@x.test'",
    "'jane@x.test",
    "‘jane@x.test’",
    "“jane@x.test”",
    "„jane@x.test“",
    "«jane@x.test»",
    "“Jane Doe” <jane@x.test>",
    "jane@x.test\u200b",
    "\ufeffjane@x.test",
    "ja\u200bne@x.\u00adtest",
    "\u202ajane@x.test\u202c",
    "jane＠x.test",
    "jane@x.test (Jane Doe)",
    "\u00a0jane@x.test\u2003",
    "Jane <jane@x.test>.",
  ])("%j is jane@x.test", (text) => {
    expect(readAddress(text)).toMatchObject({ email: "jane@x.test" });
  });

  test.each([
    "a@x.test; b@x.test",
    "a@x.test, b@x.test",
    "a@x.test b@x.test",
    "a@x.test / b@x.test",
    "a@x.test\nb@x.test",
    "A <a@x.test>, B <b@x.test>",
    "a@x.test <b@x.test>",
    "<a@x.test> <b@x.test>",
    "mailto:a@x.test,b@x.test",
  ])("%j are two addresses", (text) => {
    expect(readAddress(text)).toMatchObject({ problem: "many_addresses", error: expect.stringContaining("several") });
  });

  test.each(["o’brien@x.test", "ja“ne@x.test", "jane@x’.test"])("%j keeps no typographic quote", (text) => {
    expect(readAddress(text)).toMatchObject({ problem: "quotes" });
  });

  test.each([
    ["sp ace@x.test", "bad_character"],
    ["ja\u202ene@x.test", "bad_character"],
    ["a@b@x.test", "many_at"],
    ["Jane Doe", "bad_character"],
    ["", "empty"],
    ["<>", "empty"],
    ["mailto:", "no_at"],
    [`${"x".repeat(3000)} <a@b.test>`, "too_long"],
  ])("%j is refused: %s", (text, problem) => {
    expect(readAddress(text)).toMatchObject({ problem });
  });

  test("an apostrophe inside stays, and so does the address an own server would give", () => {
    expect(readAddress("o'brien@x.test")).toMatchObject({ email: "o'brien@x.test" });
    expect(readAddress("jürgen@müller.test")).toMatchObject({ email: "jürgen@xn--mller-kva.test" });
  });

  test("a long cell is read in one pass", async () => {
    for (const unit of ["<", "@", "a@b ", "mailto:", "(", "'", ".", "<mailto:"])
      expect(await cpuMs(() => readAddress(unit.repeat(100_000))), unit).toBeLessThan(500);
  });
});

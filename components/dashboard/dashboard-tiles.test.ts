// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { makeFormat } from "@/lib/client/format";
import { changeOf } from "./dashboard-tiles";

const format = makeFormat({ locale: "en", timeZone: "UTC" });
const change = (now: number, before: number) => changeOf({ upIsGood: true }, now, before, format);

test("what was earned is compared with what was earned before, and with nothing where that was a loss", () => {
  expect(change(15, 10)).toEqual({ text: "50.0% more", direction: "up", good: true });
  expect(change(-5, 10)).toEqual({ text: "150.0% less", direction: "down", good: false });
  expect([change(10, 0), change(10, -10)]).toEqual([null, null]);
});

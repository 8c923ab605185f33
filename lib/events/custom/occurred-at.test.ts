import { expect, test } from "vitest";
import { occurredAt } from "./occurred-at";

const receivedAt = new Date("2026-11-30T10:00:00.000Z");
const at = (told: string | undefined, sentAt?: string) => occurredAt({ at: told, sentAt, receivedAt }).toISOString();

test("a clock that goes wrong is put right by the time of sending", () => {
  expect(at("2026-11-30T11:59:50Z", "2026-11-30T12:00:00Z")).toBe("2026-11-30T09:59:50.000Z");
  expect(at("2001-01-01T00:00:00Z", "2001-01-01T00:00:05Z")).toBe("2026-11-30T09:59:55.000Z");
  expect(at("2026-11-29T10:00:00+02:00", "2026-11-30T10:00:00Z")).toBe("2026-11-29T08:00:00.000Z");
});

test("without a time of sending it counts as it is, also years later", () => {
  expect(at("2012-12-02T00:30:08.276Z")).toBe("2012-12-02T00:30:08.276Z");
  expect(at("2012-12-02T00:30:08.276Z", "soon")).toBe("2012-12-02T00:30:08.276Z");
});

test("nothing happens after it came, and what is no time is when it came", () => {
  for (const told of ["2027-01-01T00:00:00Z", "yesterday", "", undefined, "0001-01-01T00:00:00Z", "9".repeat(50)]) {
    expect(at(told), told).toBe("2026-11-30T10:00:00.000Z");
  }
  expect(at("2026-11-30T10:00:05Z", "2026-11-30T10:00:00Z")).toBe("2026-11-30T10:00:00.000Z");
});

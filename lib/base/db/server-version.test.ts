import { expect, test } from "vitest";
import { requireServerVersion, versionProblem, versionWarning } from "./server-version";

const server = (number: number, name: string) => ({ number, name });

test.each([
  [
    server(150_018, "15.18 (Debian 15.18-1)"),
    "PostgreSQL 15.18 (Debian 15.18-1) is too old: Homing needs version 16 or newer",
  ],
  [server(90_624, "9.6.24"), "PostgreSQL 9.6.24 is too old"],
])("%o is refused in words", (version, text) => {
  expect(versionProblem(version)).toContain(text);
});

test.each([160_000, 170_010, 180_004, 190_000])("%i will do", (number) => {
  expect(versionProblem(server(number, ""))).toBeNull();
});

test("one that is newer than all that were tried is worth a line", () => {
  expect(versionWarning(server(190_000, "19.0"))).toContain("19.0");
  expect(versionWarning(server(180_004, "18.4"))).toBeNull();
});

test("an open connection to one that is too old ends in its problem", async () => {
  const db = { query: async () => ({ rows: [server(140_000, "14.0")] }) };
  await expect(requireServerVersion(db)).rejects.toThrow("PostgreSQL 14.0 is too old");
});

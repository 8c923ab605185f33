import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { numberPattern } from "./number-pattern";

test.each([
  ["59.90", true],
  ["-5", true],
  ["0.000001", true],
  ["1234", true],
  ["12345", false],
  ["1.1234567", false],
  ["1e3", false],
  ["1.", false],
  ["1\n", false],
  ["١٢", false],
  ["１２", false],
  ["1.٥", false],
])("%j is a number that can be cast: %s, however the database sorts", async (text, isNumber) => {
  const pattern = numberPattern(4, 6);
  const [row] = await prisma.$queryRaw<{ found: boolean[] }[]>`
    select array[${text}::text collate "und-x-icu" ~ ${pattern}, ${text}::text collate "C" ~ ${pattern}] as found`;
  expect(row?.found).toEqual([isNumber, isNumber]);
});

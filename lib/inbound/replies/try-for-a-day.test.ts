import { expect, test } from "vitest";
import { systemCtx } from "@/lib/base/context";
import { AppError, invalid } from "@/lib/base/errors";
import { tryForADay } from "./try-for-a-day";

const start = Date.UTC(2026, 10, 30);

/** Fails with this error again and again; tells how often it was tried, for how many hours, and how it ended. */
async function tried(error: Error): Promise<{ tries: number; hours: number; end: string | null }> {
  let [at, tries, end]: [number, number, string | null] = [start, 0, null];
  for (let round: number | null = 0; round !== null; ) {
    const now: number = round;
    round = null;
    await tryForADay(
      { ...systemCtx("", "test"), now: () => new Date(at) },
      {
        round: now,
        run: async () => {
          tries += 1;
          throw error;
        },
        putOff: async (next) => {
          round = next.round;
          at = next.startAfter.getTime();
        },
        giveUp: async (why) => {
          end = why;
        },
      },
    );
  }
  return { tries, hours: (at - start) / 3_600_000, end };
}

test("what finds no way out is tried for about a day, and then left to a person with the reason", async () => {
  const { tries, hours, end } = await tried(new AppError("unavailable", "The relay rests."));
  expect(end).toBe("The relay rests.");
  expect(tries).toBe(101);
  expect(hours).toBeGreaterThan(20);
  expect(hours).toBeLessThan(25);
});

test("anything else is no reason to wait", async () => {
  await expect(tried(invalid("No."))).rejects.toMatchObject({ code: "invalid" });
});

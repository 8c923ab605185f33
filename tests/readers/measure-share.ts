import { expect, test, vi } from "vitest";
import { more } from "./adapters";
import { exceptions } from "./exceptions";
import { findReaders } from "./find-readers";
import { findSchemas } from "./find-schemas";
import { growthProblem, type Reader } from "./growth";
import { readerOf } from "./reader-of";
import { growingFor } from "./units";

/** Growing texts that the reader is too slow for, with how slow; three are enough to be told. */
async function problemsOf(name: string, reader: Reader): Promise<string[]> {
  const problems: string[] = [];
  for (const text of growingFor(name)) {
    const problem = await growthProblem(reader, text);
    if (problem) problems.push(`${text.name}: ${problem}`);
    if (problems.length === 3) break;
  }
  return problems;
}

/** Everything that reads foreign text, by its name. */
async function allReaders(): Promise<[string, () => Reader | Promise<Reader>][]> {
  const found = findReaders().filter(({ id }) => !exceptions[id]);
  const schemas = await findSchemas();
  return [
    ...found.map((each) => [each.id, () => readerOf(each)] as [string, () => Promise<Reader>]),
    ...[...Object.entries(more), ...schemas].map(([name, reader]) => [name, () => reader] as [string, () => Reader]),
  ];
}

/** One test for each reader of a share: the files that measure run at the same time. */
export async function measureShare(share: number, shares: number): Promise<void> {
  // What they log about such texts is of no use to anybody.
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const readers = (await allReaders()).filter((_reader, at) => at % shares === share);
  test.each(readers)(
    "the time of %s grows no faster than the text",
    async (name, readerOfName) => {
      const problems = await problemsOf(name, await readerOfName());
      expect(problems, problems.join("; ")).toEqual([]);
    },
    600_000,
  );
}

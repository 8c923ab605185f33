import { describe, expect, test } from "vitest";
import { GroupCommit, type Settled } from "./group-commit";

/** Stores once it is let go, and remembers the groups. */
function stored(options: { maxItems?: number; maxOctets?: number; weigh?: (item: string) => number } = {}) {
  const groups: string[][] = [];
  let letGo = () => {};
  let held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const commit = new GroupCommit<string, string>({
    store: async (items) => {
      groups.push([...items]);
      await held;
      if (items.includes("poison")) throw new Error("no");
      return items.map((item): Settled<string> => (item === "bad" ? { error: "bad" } : { result: `${item}!` }));
    },
    ...options,
  });
  return {
    groups,
    add: (item: string, line = "one") => commit.add(line, item).catch((error: unknown) => `refused: ${error}`),
    letGo: () => {
      letGo();
      held = Promise.resolve();
    },
  };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

describe("group commit", () => {
  test("a lone item is stored at once, and what comes meanwhile together after it", async () => {
    const { groups, add, letGo } = stored();
    const first = add("a");
    await turn();
    const later = [add("b"), add("c"), add("d")];
    await turn();
    expect(groups).toEqual([["a"]]);
    letGo();
    expect(await Promise.all([first, ...later])).toEqual(["a!", "b!", "c!", "d!"]);
    expect(groups).toEqual([["a"], ["b", "c", "d"]]);
  });

  test("lines do not wait for each other", async () => {
    const { groups, add, letGo } = stored();
    const both = [add("a", "one"), add("b", "two")];
    await turn();
    expect(groups).toEqual([["a"], ["b"]]);
    letGo();
    expect(await Promise.all(both)).toEqual(["a!", "b!"]);
  });

  test("one that is refused by itself and one that makes its group fail take nobody along", async () => {
    const { groups, add, letGo } = stored();
    letGo();
    const all = await Promise.all([add("a"), add("poison"), add("bad"), add("b")]);
    expect(all).toEqual(["a!", "refused: Error: no", "refused: bad", "b!"]);
    expect(groups).toEqual([["a", "poison", "bad", "b"], ["a"], ["poison"], ["bad"], ["b"]]);
  });

  test("a group ends with its number and its weight; one that is heavier by itself goes alone", async () => {
    const { groups, add, letGo } = stored({ maxItems: 3, maxOctets: 10, weigh: (item) => item.length });
    letGo();
    await Promise.all(["a", "b", "c", "d", "ten letters", "e", "sixsix", "sixsix"].map((item) => add(item)));
    expect(groups).toEqual([["a", "b", "c"], ["d"], ["ten letters"], ["e", "sixsix"], ["sixsix"]]);
  });

  test("a line that was worked off begins anew", async () => {
    const { groups, add, letGo } = stored();
    letGo();
    expect(await add("a")).toBe("a!");
    expect(await add("b")).toBe("b!");
    expect(groups).toEqual([["a"], ["b"]]);
  });
});

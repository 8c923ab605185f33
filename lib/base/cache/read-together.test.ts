import { expect, test } from "vitest";
import { readTogether } from "./read-together";

/** A read that gives the number of times it was begun, once it is let go. */
function numbered(name: string) {
  let begun = 0;
  const waiting: (() => void)[] = [];
  const read = () =>
    readTogether(name, async () => {
      begun += 1;
      const mine = begun;
      await new Promise<void>((resolve) => waiting.push(resolve));
      if (mine === 3) throw new Error("third");
      return mine;
    });
  const letGo = async () => {
    waiting.shift()?.();
    await new Promise((resolve) => setTimeout(resolve, 1));
  };
  return { read, letGo, times: () => begun };
}

test("who comes while it is read shares the next read, never the one that has begun", async () => {
  const { read, letGo, times } = numbered("shared");
  const first = read();
  const later = [read(), read(), read()];
  expect(times()).toBe(1);
  await letGo();
  expect(await first).toBe(1);
  expect(times()).toBe(2);
  await letGo();
  expect(await Promise.all(later)).toEqual([2, 2, 2]);
  expect(times()).toBe(2);
});

test("a read that fails fails for those who share it, and the next one begins", async () => {
  const { read, letGo } = numbered("failing");
  const one = read();
  await letGo();
  expect(await one).toBe(1);
  const two = read();
  const failing = [read(), read()].map((each) => each.catch((error: Error) => error.message));
  await letGo();
  expect(await two).toBe(2);
  const after = read();
  await letGo();
  expect(await Promise.all(failing)).toEqual(["third", "third"]);
  await letGo();
  expect(await after).toBe(4);
});

test("different things do not wait for each other", async () => {
  const [a, b] = [numbered("a"), numbered("b")];
  const both = [a.read(), b.read()];
  await a.letGo();
  await b.letGo();
  expect(await Promise.all(both)).toEqual([1, 1]);
});

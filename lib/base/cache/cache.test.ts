import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { BoundedCache } from "./bounded-cache";
import { remember } from "./remember";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
  // No process is ever zero milliseconds old.
  vi.advanceTimersByTime(1);
});
afterEach(() => void vi.useRealTimers());

test("holds the last used keys and no more, whatever is asked in whatever order", () => {
  const step = fc.record({ key: fc.integer({ min: 0, max: 9 }).map(String), write: fc.boolean() });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.array(step, { maxLength: 60 }), (max, steps) => {
      const cache = new BoundedCache<string>({ max });
      let model: string[] = [];
      for (const { key, write } of steps) {
        const known = model.includes(key);
        if (write) cache.set(key, `value ${key}`);
        else expect(cache.get(key)).toBe(known ? `value ${key}` : undefined);
        if (write || known) model = [...model.filter((each) => each !== key), key].slice(-max);
        expect(cache.size).toBe(model.length);
      }
      expect(new Set(cache.values())).toEqual(new Set(model.map((key) => `value ${key}`)));
    }),
  );
});

test("an entry is forgotten when its time has passed, and one of its own time at that", () => {
  const cache = new BoundedCache<string>({ max: 10, freshMs: 100 });
  cache.set("a", "a");
  cache.set("b", "b", 300);
  cache.set("c", "c", 0);
  vi.advanceTimersByTime(99);
  expect([cache.get("a"), cache.get("b"), cache.get("c")]).toEqual(["a", "b", undefined]);
  vi.advanceTimersByTime(2);
  expect([cache.get("a"), cache.get("b")]).toEqual([undefined, "b"]);
  vi.advanceTimersByTime(200);
  expect(cache.get("b")).toBeUndefined();
});

/** A load that is answered by hand, and how often it was asked. */
function slowLoad() {
  const answers: PromiseWithResolvers<string>[] = [];
  const load = () => {
    answers.push(Promise.withResolvers<string>());
    return answers.at(-1)!.promise;
  };
  return { answers, load };
}

test("all who ask at once share one load, however long it takes; its age counts from its begin", async () => {
  const cache = new BoundedCache<Promise<string>>({ max: 10 });
  const { answers, load } = slowLoad();
  const ask = () => remember(cache, "k", load, 1000);
  const [one, two] = [ask(), ask()];
  vi.advanceTimersByTime(5000);
  const three = ask();
  answers[0]!.resolve("first");
  expect(await Promise.all([one, two, three])).toEqual(["first", "first", "first"]);
  expect(answers).toHaveLength(1);
  const late = ask();
  answers[1]!.resolve("second");
  expect(await late).toBe("second");
  expect(await ask()).toBe("second");
  expect(answers).toHaveLength(2);
});

test("a failure is asked again, and what was forgotten meanwhile does not come back", async () => {
  const cache = new BoundedCache<Promise<string>>({ max: 10 });
  const { answers, load } = slowLoad();
  const ask = () => remember(cache, "k", load);
  const failing = ask();
  answers[0]!.reject(new Error("no"));
  await expect(failing).rejects.toThrow("no");
  const old = ask();
  cache.delete("k");
  const fresh = ask();
  answers[2]!.resolve("new");
  answers[1]!.resolve("old");
  expect(await Promise.all([old, fresh])).toEqual(["old", "new"]);
  expect(await ask()).toBe("new");
  expect(answers).toHaveLength(3);
});

test("how long an answer is good for may depend on how long it took", async () => {
  const cache = new BoundedCache<Promise<string>>({ max: 10 });
  const { answers, load } = slowLoad();
  const ask = () => remember(cache, "k", load, (tookMs) => (tookMs < 100 ? 0 : tookMs * 10));
  const quick = ask();
  answers[0]!.resolve("quick");
  await quick;
  const slow = ask();
  vi.advanceTimersByTime(200);
  answers[1]!.resolve("slow");
  await slow;
  vi.advanceTimersByTime(1700);
  expect(await ask()).toBe("slow");
  vi.advanceTimersByTime(200);
  void ask();
  expect(answers).toHaveLength(3);
});

import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { isAlive, newHolder, processName, runningHolders } from "./holder";

const [host, boot, space, pid, started] = processName().split("/");
const named = (...parts: (string | undefined)[]) => `${parts.join("/")}/abcd1234#0123456789ab`;

test("on another machine with the same name, process namespace and process id nobody is taken for gone", () => {
  // No process here has this id: on one machine that is proof, between two of one name it is none.
  const gone = "4194399";
  expect(isAlive(named(host, boot, space, gone, "1"))).toBe(false);
  expect(isAlive(named(host, randomUUID(), space, gone, "1"))).toBeNull();
  expect(isAlive(named("other", boot, space, gone, "1"))).toBeNull();
  expect(isAlive(named(host, boot, "1", gone, "1"))).toBeNull();
});

test("another process here lives for as long as its start is the one that was noted", () => {
  expect(isAlive(named(host, boot, space, pid, started))).toBe(true);
  expect(isAlive(named(host, boot, space, pid, `${started}0`))).toBe(false);
});

test("of its own leases a process knows which it works on", () => {
  const holder = newHolder();
  expect(isAlive(holder)).toBe(false);
  runningHolders().add(holder);
  expect(isAlive(holder)).toBe(true);
  runningHolders().delete(holder);
});

import { expect, test } from "vitest";
import { errorResponse } from "@/lib/base/http/error-response";
import { heavyWork } from "./heavy-work";

const who = (userId: string) => ({ userId, workspaceId: "w" });
const waiting = () => Promise.withResolvers<string>();

test("a person has two large questions at once, a workspace four; the next is told to come again", async () => {
  const open = [waiting(), waiting(), waiting(), waiting()];
  const users = ["a", "a", "b", "c"];
  const running = open.map(({ promise }, at) => heavyWork(who(users[at] ?? ""), () => promise));
  const third = await heavyWork(who("a"), async () => "x").catch(errorResponse);
  const fifth = await heavyWork(who("d"), async () => "x").catch(errorResponse);
  for (const refused of [third, fifth] as Response[]) {
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("5");
  }
  for (const { resolve } of open) resolve("done");
  expect(await Promise.all(running)).toEqual(["done", "done", "done", "done"]);
  expect(await heavyWork(who("a"), async () => "x")).toBe("x");
});

test("a failure and an export that is left give their place back", async () => {
  for (let i = 0; i < 5; i++) {
    await expect(heavyWork(who("a"), () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(10)) });
    const response = await heavyWork(who("a"), async () => new Response(endless));
    await response.body?.cancel();
  }
  const read = await heavyWork(who("a"), async () => new Response("words", { status: 201 }));
  expect([read.status, await read.text()]).toEqual([201, "words"]);
  expect(await heavyWork(who("a"), async () => heavyWork(who("a"), async () => "two"))).toBe("two");
});

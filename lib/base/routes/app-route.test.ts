import { expect, test } from "vitest";
import { publicRoute } from "./app-route";

const call = (query = "", params?: Record<string, string>) =>
  publicRoute(async (input) => ({ params: input.params }), { anyHost: true })(
    new Request(`http://homing.test/${query}`),
    {
      params: Promise.resolve(params),
    },
  );

test("a path without parameters has none, and a text that no column takes is refused", async () => {
  expect(await (await call()).json()).toEqual({ params: {} });
  expect((await call("?name=%00")).status).toBe(422);
  expect((await call("", { id: "a\0b" })).status).toBe(422);
});

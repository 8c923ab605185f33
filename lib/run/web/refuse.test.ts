import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { refuseRequest } from "./refuse";

test("each of the APIs is refused in its own words", async () => {
  const refusal = { status: 413, text: "The body is too large.", headers: {} };
  const server = createServer((_request, response) => refuseRequest(response, refusal));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const ask = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
    return [answer.status, await answer.json()];
  };
  expect(await ask("/api/v1/emails")).toMatchObject([413, { code: "body_too_large", detail: refusal.text }]);
  expect(await ask("/api/resend/emails")).toEqual([
    413,
    { statusCode: 413, name: "validation_error", message: refusal.text },
  ]);
  expect(await ask("/api/app/x")).toEqual([413, { error: { code: "too_large", message: refusal.text } }]);
});

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { GetAccountCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { expect, test } from "vitest";
import { limitSdkAnswers } from "./limit-sdk-answers";

test("an answer of Amazon is read whole up to the limit and no further", async () => {
  let size = 100;
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ EnforcementStatus: "x".repeat(size) }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const credentials = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "secret" };
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = limitSdkAnswers(
    new SESv2Client({ region: "eu-west-1", credentials, endpoint, maxAttempts: 1 }),
    10_000,
  );
  expect((await client.send(new GetAccountCommand({}))).EnforcementStatus).toHaveLength(100);
  size = 1_000_000;
  await expect(client.send(new GetAccountCommand({}))).rejects.toThrow(/too long/);
  client.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

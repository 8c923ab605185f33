import fc from "fast-check";
import { expect, test } from "vitest";
import { noTools, signCall } from "@/lib/run/conformance/webhook-signer";
import { providers } from "./all-providers";
import { parseForm } from "./form-body";
import { type HookRequest, Unreadable } from "./provider";
import { readCall } from "./read-call";
import { providerNames } from "./schema";

const words = fc.constantFrom(
  ...[
    "event",
    "type",
    "RecordType",
    "Type",
    "msys",
    "event-data",
    "signature",
    "Message",
    "eventType",
    "bounce",
    "mail",
  ],
  ...[
    "open",
    "click",
    "bounce",
    "failed",
    "Bounce",
    "HardBounce",
    "timestamp",
    "email",
    "recipient",
    "reason",
    "status",
  ],
);
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.oneof(words, fc.string(), fc.double(), fc.boolean(), fc.constant(null)),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.oneof(words, fc.string()), tie("value"), { maxKeys: 6 }),
  ),
})).value;

test("whatever a verified call holds, it is read, listed as unknown, or called unreadable", () => {
  fc.assert(
    fc.property(json, fc.constantFrom(...providerNames), (payload, name) => {
      try {
        for (const item of providers[name].map(payload)) {
          if (item.kind === "event") expect(Number.isNaN(item.occurredAt?.getTime() ?? 0)).toBe(false);
        }
      } catch (error) {
        expect(error).toBeInstanceOf(Unreadable);
      }
    }),
    { numRuns: 3000 },
  );
});

test("random headers and bodies never pass and never break the verification", async () => {
  const names = [
    "authorization",
    "svix-id",
    "svix-timestamp",
    "svix-signature",
    "content-type",
    "x-amz-sns-message-type",
  ];
  const twilio = ["x-twilio-email-event-webhook-signature", "x-twilio-email-event-webhook-timestamp"];
  const header = fc.tuple(fc.constantFrom(...names, ...twilio), fc.oneof(fc.string(), fc.base64String()));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...providerNames),
      fc.array(header, { maxLength: 6 }),
      fc.oneof(
        fc.uint8Array({ maxLength: 300 }),
        json.map((value) => Buffer.from(JSON.stringify(value) ?? "")),
      ),
      async (name, headers, rawBody) => {
        const request: HookRequest = {
          method: "POST",
          url: "/",
          headers: Object.fromEntries(headers),
          rawBody,
          now: new Date(),
        };
        const { secrets } = signCall(name, { ...request, headers: {}, rawBody: Buffer.from("{}") });
        const answer = await readCall(providers[name], request, secrets, noTools);
        expect(answer.ok).toBe(false);
      },
    ),
    { numRuns: 600 },
  );
});

const form = (fields: number) =>
  ["application/x-www-form-urlencoded", Array(fields).fill("event=x").join("&")] as const;
const parts = (fields: number) =>
  [
    "multipart/form-data; boundary=b",
    `${Array(fields).fill('--b\r\nContent-Disposition: form-data; name="event"\r\n\r\nx\r\n').join("")}--b--\r\n`,
  ] as const;

test.each([form, parts])(
  "a form has a thousand fields at most: they are read before anybody knows who sent them",
  async (of) => {
    const read = (fields: number) => {
      const [type, body] = of(fields);
      return parseForm(Buffer.from(body), type);
    };
    expect((await read(1000)).get("event")).toHaveLength(1000);
    await expect(read(1001)).rejects.toThrow("The form has more than 1000 fields.");
  },
);

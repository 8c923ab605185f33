import { expect, test } from "vitest";
import { mailboxProviders, otherProvider } from "@/lib/base/addresses/mailbox-providers.shared";
import { defaultPerSecond } from "./default-pace.shared";

test("default paces follow from the connections that providers bear; the rest have none", () => {
  const paces = Object.fromEntries(mailboxProviders.map(({ id }) => [id, defaultPerSecond(id)]));
  expect(paces).toMatchObject({
    gmail: 23,
    microsoft: 23,
    microsoft365: 23,
    yahoo: 40,
    yahoo_japan: 10,
    apple: 25,
    gmx: 16,
    orange: 10,
    comcast: 100,
    mimecast: 48,
    tencent: 12,
    mail_ru: null,
  });
  expect(defaultPerSecond(otherProvider)).toBeNull();
  expect(defaultPerSecond("@acme.example")).toBeNull();
});

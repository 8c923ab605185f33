import { describe, expect, test } from "vitest";
import { looksLikeStanding, readStanding, worse } from "./standing";

const standing = (place: Parameters<typeof readStanding>[0], cell: string) => readStanding(place, cell).standing;

describe("what a column says of a person's consent", () => {
  test.each([
    // Mailchimp, Klaviyo, Shopify, HubSpot, Kit, MailerLite, beehiiv and listmonk, in their own words.
    ["Subscribed", "subscribed"],
    ["SUBSCRIBED", "subscribed"],
    ["active", "subscribed"],
    ["enabled", "subscribed"],
    ["Unsubscribed", "unsubscribed"],
    ["blocklisted", "unsubscribed"],
    ["cancelled", "unsubscribed"],
    ["Opted-out", "unsubscribed"],
    ["Cleaned", "bounced"],
    ["Hard Bounce", "bounced"],
    ["complained", "complained"],
    ["NEVER_SUBSCRIBED", "notAgreed"],
    ["NOT_SUBSCRIBED", "notAgreed"],
    ["non-subscribed", "notAgreed"],
    ["Unconfirmed", "notAgreed"],
    ["pending", "notAgreed"],
    ["disabled", "notAgreed"],
    ["Désabonné", "unsubscribed"],
    ["yes", "subscribed"],
    ["no", "notAgreed"],
    ["0", "notAgreed"],
    ["N/A", "notAgreed"],
  ] as const)("%s is %s", (cell, wanted) => {
    for (const place of ["status", "agreed"] as const)
      expect(readStanding(place, cell)).toEqual({ standing: wanted, problem: null });
  });

  test("what is not understood subscribes nobody, and says so", () => {
    expect(readStanding("status", "Gold")).toMatchObject({
      standing: "notAgreed",
      problem: expect.stringContaining("does not say"),
    });
  });

  test.each([
    ["2024-05-01 10:22:33", "unsubscribed"],
    ["true", "unsubscribed"],
    ["1", "unsubscribed"],
    ["too many mails", "unsubscribed"],
    ["['HARD_BOUNCE']", "bounced"],
    ["USER_SUPPRESSED", "unsubscribed"],
    ["spam complaint", "complained"],
    ["reported as SPAM by the person", "complained"],
    ["false", null],
    ["FALSE", null],
    ["No", null],
    ["0", null],
    ["[]", null],
    ["0000-00-00 00:00:00", null],
    ["subscribed", null],
  ] as const)("%s in a column of those who left is %s", (cell, wanted) => {
    expect(standing("left", cell)).toBe(wanted);
  });

  test("a column of bounces says bounced for whatever stands there", () => {
    expect(standing("bounced", "2024-05-01")).toBe("bounced");
    expect(standing("bounced", "No")).toBeNull();
  });
});

test("of two columns the weightier one counts, whatever their order", () => {
  expect(worse("subscribed", "unsubscribed")).toBe("unsubscribed");
  expect(worse("unsubscribed", "subscribed")).toBe("unsubscribed");
  expect(worse(null, "notAgreed")).toBe("notAgreed");
  expect(worse(null, null)).toBeNull();
});

test("a column is about consent only where nearly all its values are", () => {
  expect(looksLikeStanding(["subscribed", "unsubscribed", "pending"])).toBe(true);
  expect(looksLikeStanding(["CA", "NY", "TX"])).toBe(false);
  expect(looksLikeStanding(["1", "0", "1"])).toBe(false);
  expect(looksLikeStanding(["paid", "open", "active"])).toBe(false);
  expect(looksLikeStanding([])).toBe(false);
});

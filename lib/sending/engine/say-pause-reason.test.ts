import { expect, test } from "vitest";
import { toKeep } from "@/lib/language/say-again";
import { inLanguage, learnLanguages } from "@/lib/language/server";
import { setFigures } from "@/lib/language/speech";
import { brakeText } from "@/lib/sending/brake/brake.shared";
import type { BrakeFinding } from "@/lib/sending/brake/brake-schema";
import { campaignBrake } from "@/lib/sending/brake/stored-brake";
import { pauseTexts } from "@/lib/sending/campaign/pause-texts";
import { domainRefusal, mailsUsedUp, notGranted, suspended } from "@/lib/sending/transports/refusal";
import { sayPauseReason } from "./say-pause-reason";

learnLanguages();

const inGerman = (pauseReason: string | null, brake: unknown = null) =>
  inLanguage("de", () => sayPauseReason({ pauseReason, brake: brake as never }));

test.each([
  [domainRefusal("shop.test", "pending")?.text, "shop.test ist nicht verifiziert"],
  [domainRefusal("shop.test", null)?.text, "shop.test"],
  [notGranted().text, "Dieser Arbeitsbereich"],
  [suspended("too much spam.").text, "too much spam"],
  [mailsUsedUp(12_000, new Date("2026-11-30T10:00:00Z")).text, "12.000 E-Mails"],
  [toKeep(pauseTexts.restored, { restored: "2026-11-30 10:00 UTC", backup: "2026-11-29 10:00 UTC" }), "2026-11-29"],
])("a reason that was kept in English is said to whoever reads it: %s", (kept, german) => {
  expect(inGerman(kept ?? "")).toContain(german);
  expect(inGerman(kept ?? "")).not.toBe(kept);
  expect(sayPauseReason({ pauseReason: kept ?? "", brake: null }), "programs read what is kept").toBe(kept);
});

test("why it was not sent at its time is said whole", () => {
  const kept = toKeep(pauseTexts.late, {
    why: "This campaign cannot be sent yet: shop.test is not verified. And 2 more.",
  });
  const german = inGerman(kept) ?? "";
  expect(german).toContain("nicht zu ihrer Zeit");
  expect(german).toContain("Diese Kampagne kann noch nicht gesendet werden");
  expect(german).not.toMatch(/at its time|cannot be sent|more\./);
});

test("what the brake found is said with the numbers of whoever reads it", () => {
  const numbers = { rate: 5.25, limit: 5, count: 1050, of: 20_000 };
  const finding: BrakeFinding = { kind: "hard", scope: "recent", topDomains: [], ...numbers };
  const kept = brakeText(finding);
  const german = inLanguage("de", () => {
    setFigures("de-DE");
    return sayPauseReason({ pauseReason: kept, brake: campaignBrake.write(finding) as never });
  });
  expect(german).toContain("1.050");
  expect(german).not.toContain("mailboxes");
});

test("words of earlier releases, and none, stay as they are", () => {
  expect(inGerman(null)).toBeNull();
  expect(inGerman("Something of long ago happened.")).toBe("Something of long ago happened.");
});

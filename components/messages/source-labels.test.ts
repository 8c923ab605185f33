import { expect, test } from "vitest";
import { ownSources } from "@/lib/feedback/parse/canonical-event";
import { aboutProviders, providerNames } from "@/lib/inbound/providers/schema";
import { sourceLabels } from "./source-labels";

test("every route has its words, a provider's by its label", () => {
  for (const source of ownSources) expect(sourceLabels(source)?.who).toMatch(/^[A-Z]/);
  for (const name of providerNames) {
    const { label } = aboutProviders[name];
    expect(sourceLabels(name)).toEqual({ who: label, how: `reported by ${label}` });
  }
  expect(sourceLabels("postmark")?.who).toBe("Postmark");
});

test("what nobody knows has none", () => {
  expect(sourceLabels("constructor")).toBeNull();
  expect(sourceLabels("elsewhere")).toBeNull();
});

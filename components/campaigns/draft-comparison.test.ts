import { expect, test } from "vitest";
import type { CampaignDraft } from "@/lib/campaigns/draft/views.shared";
import { holds } from "./draft-comparison";

const stored = {
  subject: "Hello",
  document: { content: [{ text: "a", type: "text" }], type: "doc" },
  audience: { include: { lists: ["lst_1"], segments: [], tags: [] }, exclude: { lists: [], segments: [] } },
} as unknown as CampaignDraft;

test("a draft that has all our changes is no conflict, whatever the order of keys", () => {
  expect(holds(stored, { subject: "Hello", document: { type: "doc", content: [{ type: "text", text: "a" }] } })).toBe(
    true,
  );
  expect(holds(stored, {})).toBe(true);
});

test("one word of difference is", () => {
  expect(holds(stored, { subject: "Hallo" })).toBe(false);
  expect(
    holds(stored, { document: { type: "doc", content: [{ type: "text", text: "a" }, { type: "hardBreak" }] } }),
  ).toBe(false);
  expect(holds(stored, { document: { type: "doc", content: [] } })).toBe(false);
});

import fs from "node:fs";
import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { compileCampaign } from "@/lib/campaigns/draft/compile-campaign";
import { updateCampaign } from "@/lib/campaigns/draft/update-campaign";
import { readyCampaign } from "@/tests/support/ready-campaign";
import { runPreflight } from "./run-preflight";

/** What the pre-flight finds in a campaign of this content, by code. */
async function findings(change: { html?: string; subject?: string; fields?: string[] }) {
  const { ctx, campaignId } = await readyCampaign();
  const { html, subject = "News" } = change;
  await updateCampaign(ctx, {
    campaignId,
    version: 2,
    subject,
    ...(html !== undefined && { contentKind: "html" as const, html }),
  });
  const found = (await runPreflight(ctx, campaignId)).findings;
  return { ctx: ctx as Ctx, found, of: (code: string) => found.find((one) => one.code === code) };
}

const sample = (name: string) => fs.readFileSync(`tests/fixtures/cases/${name}`, "utf8");

test("addresses that a condition chooses stop nothing", async () => {
  const { found } = await findings({ html: sample("href-with-condition.html") });
  expect(found.filter(({ level, code }) => level === "block" && code.startsWith("link_"))).toEqual([]);
});

test.each([
  ["webcal://shop.de/cal.ics", undefined],
  ["whatsapp://send?text=Hi", undefined],
  ["sms:+4930123?body=Hi", undefined],
  ["unknownapp:open", "warn"],
  ["{% if contact.city %}https://a.de/{% endif %}", "warn"],
  ["{% if contact.city %}a.de{% else %}b.de{% endif %}", "block"],
  ["data:text/plain,x", "block"],
])("a link to %s: %s", async (href, level) => {
  const { found } = await findings({ html: `<a href="${href}">x</a>` });
  const worst = found.find(({ code }) => code.startsWith("link_") || code === "content_broken");
  expect(worst?.level).toBe(level);
});

test.each([
  "<!-- {{ unsubscribe_url }} -->",
  '<!-- <a href="{{ unsubscribe_url }}">Unsubscribe</a> -->',
  '<!--[if mso]><a href="{{ unsubscribe_url }}">Unsubscribe</a><![endif]-->',
  '{% if false %}<a href="{{ unsubscribe_url }}">Unsubscribe</a>{% endif %}',
  '<div style="display: none"><a href="{{ unsubscribe_url }}">Unsubscribe</a></div>',
  '<style>.off{display:none}</style><p class="off"><a href="{{ unsubscribe_url }}">Unsubscribe</a></p>',
  '<template><a href="{{ unsubscribe_url }}">Unsubscribe</a></template>',
  '<a href="{{ unsubscribe_url }}"></a>',
  '<p title="{{ unsubscribe_url }}">Hi</p>',
])("a way out that nobody sees is no way out, so the footer comes along: %s", async (html) => {
  const { ctx, of } = await findings({ html: `<html><body><p>Hello</p>${html}</body></html>` });
  expect(of("unsubscribe")?.level).toBe("ok");
  expect(of("rendered")?.level).toBe("ok");
  const campaign = await ctx.db.campaign.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
  const compiled = await compileCampaign(ctx, campaign);
  expect(compiled.html).toContain("1 Test Street");
  expect(compiled.text).toContain("{{ unsubscribe_url");
});

test.each([
  '<p>Hello</p><div style="display:none">never closed',
  "<p>Hello</p><!-- never closed",
  "<p>Hello</p>{% if contact.email %}{% break %}{% endif %}",
])("where even the footer cannot be seen the launch is stopped: %s", async (html) => {
  const { of } = await findings({ html });
  expect(of("unsubscribe_missing")?.level).toBe("block");
});

test("the way out as a value in another address is none, in HTML and in text", async () => {
  const { of } = await findings({ html: sample("links-broken-when-tracked.html") });
  expect(of("unsubscribe")?.level).toBe("ok");
});

test("a way out in every branch is one", async () => {
  const link = (text: string) => `<a href="{{ unsubscribe_url }}">${text}</a>`;
  const html = `{% if contact.city %}${link("Abmelden")}{% else %}${link("Unsubscribe")}{% endif %}`;
  const { ctx, of } = await findings({ html });
  expect(of("unsubscribe")?.level).toBe("ok");
  const campaign = await ctx.db.campaign.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
  expect((await compileCampaign(ctx, campaign)).html).not.toContain("1 Test Street");
});

test("tags of other platforms are named with ours", async () => {
  const { of } = await findings({
    html: "<p>Hi *|FNAME|*, <%= first_name %> [1] [sic] 100%</p>",
    subject: "For %%first_name%%",
  });
  expect(of("merge_tags_foreign")).toMatchObject({
    level: "block",
    detail: expect.stringMatching(/%%first_name%% \(here \{\{ contact\.first_name \}\}\).*\*\|FNAME\|\* \(here/),
  });
  const { of: unknown } = await findings({ html: "<p>{{ first_name|default:'x' }} {{ contact.LASTNAME }}</p>" });
  expect(unknown("merge_tags_unknown")?.detail).toContain("{{ contact.LASTNAME }} (here {{ contact.last_name }})");
});

test.each([
  "{% for i in (1..5000000) %}x{% endfor %}",
  "{% for i in (1..2000) %}{% for j in (1..2000) %}x{% endfor %}{% endfor %}",
])("Liquid that parses but cannot be rendered is found, and saved all the same: %s", async (html) => {
  const { of } = await findings({ html });
  expect(of("content_not_renderable")).toMatchObject({
    level: "block",
    detail: expect.stringContaining("far too much"),
  });
});

test("typographic quotes are read in subject and content", async () => {
  const { found } = await findings({
    html: sample("smart-quotes.html"),
    subject: "Hi {{ contact.first_name | default: ‘you’ }}",
  });
  expect(found.filter(({ level, code }) => level === "block" && /content|tags/.test(code))).toEqual([]);
});

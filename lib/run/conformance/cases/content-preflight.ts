import { createCampaign } from "@/lib/campaigns/draft/create-campaign";
import { updateCampaign } from "@/lib/campaigns/draft/update-campaign";
import { runPreflight } from "@/lib/campaigns/preflight/run-preflight";
import { ensureDefaultSending } from "@/lib/sending/transports/ensure-default-sending";
import { type Case, compare } from "./case";
import { readHtmlCase } from "./compiled-mail";
import { freshWorkspace } from "./workspace";

const condition = "href-with-condition.html";

/** What the pre-flight says about a campaign of this content. */
async function preflight(html: string, subject = "Hello") {
  const ctx = await freshWorkspace();
  await ensureDefaultSending(ctx);
  const campaignId = await createCampaign(ctx, { templateKey: "plain-letter" });
  await updateCampaign(ctx, { campaignId, version: 1, subject, contentKind: "html", html });
  const { findings } = await runPreflight(ctx, campaignId);
  return { blocks: findings.filter(({ level }) => level === "block").map(({ code }) => code), findings };
}

const withoutAudience = (codes: string[]) => codes.filter((code) => /content|link|tag|unsubscribe/.test(code));

/** What the pre-flight blocks, and what it lets pass. */
export const contentPreflight: readonly Case[] = [
  {
    name: "addresses with a condition and links to programs stop nothing",
    files: [condition],
    database: true,
    async run(dir) {
      const { blocks } = await preflight(readHtmlCase(dir, condition));
      const apps = await preflight('<a href="webcal://a-shop.net/x.ics">a</a><a href="whatsapp://send?text=x">b</a>');
      return compare({
        condition: [withoutAudience(blocks), []],
        "webcal, whatsapp": [withoutAudience(apps.blocks), []],
      });
    },
  },
  {
    name: "Liquid that parses but cannot be rendered is found",
    files: [],
    database: true,
    async run() {
      const { blocks } = await preflight("{% for i in (1..5000000) %}x{% endfor %}");
      return compare({ blocks: [withoutAudience(blocks), ["content_not_renderable"]] });
    },
  },
  {
    name: "merge tags of other platforms are named by the pre-flight",
    files: [],
    database: true,
    async run() {
      const { findings } = await preflight("<p>Hi *|FNAME|*</p>", "For [FNAME]");
      const detail = findings.find(({ code }) => code === "merge_tags_foreign")?.detail ?? "";
      return compare({
        content: [detail.includes("*|FNAME|* (here {{ contact.first_name }})"), true],
        subject: [detail.includes("[FNAME] (here {{ contact.first_name }})"), true],
      });
    },
  },
];

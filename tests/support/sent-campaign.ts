import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { testContact, testList } from "./db";

export interface SentCampaign {
  campaignId: string;
  list: { id: string; name: string };
  messages: { id: string; contactId: string; email: string }[];
  links: { id: string; position: number; url: string }[];
}

/** A campaign to one list with its messages in `sending`, links and a compiled variant, as after launch. */
export async function sentCampaign(
  ctx: Ctx,
  values: { recipients?: number; links?: string[]; status?: "sending" | "sent" } = {},
): Promise<SentCampaign> {
  const { workspaceId } = ctx;
  const list = await testList(ctx);
  const campaignId = newId();
  const variantId = newId();
  const urls = values.links ?? ["https://example.com/a", "https://example.com/b?name={{ contact.first_name }}"];
  const links = urls.map((url, position) => ({ id: newId(), position, url }));
  const audience = { include: { lists: [list.id], segments: [], tags: [] }, exclude: { lists: [], segments: [] } };
  await prisma.campaign.create({
    data: {
      workspaceId,
      id: campaignId,
      name: "Spring news",
      status: values.status ?? "sending",
      audience,
      audienceCount: values.recipients ?? 1,
      launchedAt: new Date(),
    },
  });
  const compiled = {
    subject: "Hello",
    html: `<html><body><p>Hi {{ contact.first_name | default: "there" }}</p>${links.map((link) => `<a href="{{ slots.links[${link.position}] }}">${link.position}</a>`).join("")}<img src="{{ slots.pixel }}"></body></html>`,
    text: "Hi",
    links: links.map((link) => ({ no: link.position, url: link.url, label: "", tracked: true })),
    personalLinks: [],
    bytes: 100,
    usesUnsubscribe: true,
  };
  await prisma.campaignVariant.create({
    data: {
      workspaceId,
      id: variantId,
      campaignId,
      subject: "Hello",
      fromName: "Acme",
      fromEmail: "news@example.com",
      compiled,
      bytes: 100,
    },
  });
  await prisma.campaignLink.createMany({
    data: links.map((link) => ({ ...link, workspaceId, campaignId, label: `Link ${link.position}` })),
  });
  const messages: SentCampaign["messages"] = [];
  for (let index = 0; index < (values.recipients ?? 1); index += 1) {
    const contact = await testContact(ctx, { firstName: "Ada & Co", listIds: [list.id] });
    messages.push({ id: newId(), contactId: contact.id, email: contact.email });
  }
  await prisma.message.createMany({
    data: messages.map((message) => ({
      workspaceId,
      id: message.id,
      campaignId,
      variantId,
      contactId: message.contactId,
      email: message.email,
      emailNormalized: message.email,
      emailDomain: "example.net",
      status: "sent" as const,
      sendingAt: new Date(),
    })),
  });
  return { campaignId, list, messages, links };
}

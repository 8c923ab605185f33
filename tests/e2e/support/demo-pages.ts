import { globSync } from "node:fs";
import path from "node:path";
import { crc32 } from "node:zlib";
import { type APIRequestContext, expect } from "@playwright/test";

const root = path.resolve(import.meta.dirname, "../../..");
const files = globSync("app/(workspace)/[[]slug]/**/page.tsx", { cwd: root });
/** The pages of a workspace, with the names of what stands in their addresses. */
export const routes = files.map((file) =>
  file.replace(/^app\/\(workspace\)\/\[slug\]/, "/fernway").replace(/\/page\.tsx$/, ""),
);

/** Views that are not a page of their own, and pages outside a workspace. */
export const moreViews = [
  ...["audience", "content", "schedule", "review"].map((step) => `/fernway/campaigns/[draftId]?step=${step}`),
  "/fernway/campaigns?view=calendar",
  "/fernway/campaigns/[campaignId]/report/recipients?outcome=bounced",
  "/fernway/contacts?query=nobody-has-this-name",
  "/fernway/contacts/suppressions?query=nobody-has-this-address",
  "/fernway/contacts/suppressions/why?email=nobody@example.com",
  "/mailbox",
  "/workspaces",
  "/workspaces/new",
];

/** One id of each kind from the demo workspace, for the pages that show one thing: read off the pages that list them. */
export async function sampleParams(request: APIRequestContext): Promise<Record<string, string>> {
  const firstLink = async (page: string, pattern: RegExp) => {
    const html = await (await request.get(`/fernway/${page}`)).text();
    const found = pattern.exec(html)?.[1];
    expect(found, `${page} links to nothing like ${pattern}`).toBeTruthy();
    return found!;
  };
  const api = "/api/app/workspaces/fernway";
  const template = await request.post(`${api}/templates`, {
    data: { builtinKey: "newsletter", name: "Own newsletter" },
  });
  const file = Buffer.from("email,name\nada@people.example,Ada\n");
  const upload = await request.post(`${api}/imports`, { data: { fileName: "people.csv", bytes: file.length } });
  const { id: importId } = (await upload.json()) as { id: string };
  await request.put(`${api}/imports/${importId}/parts/0?crc32=${crc32(file)}`, { data: file });
  await request.put(`${api}/imports/${importId}/upload`, { data: { parts: 1, crc32: crc32(file) } });
  const endpoint = await request.post(`${api}/provider-webhooks`, { data: { provider: "postmark" } });
  const hook = { name: "Sample", url: "https://hooks.nobody.example/", eventTypes: ["contact.created"] };
  const webhook = await request.post(`${api}/webhooks`, { data: hook });
  return {
    contactId: await firstLink("contacts", /contacts\/(ctc_\w+)/),
    listId: await firstLink("lists", /lists\/(lst_\w+)/),
    draftId: await firstLink("campaigns?status=draft", /campaigns\/(cmp_\w+)/),
    campaignId: await firstLink("campaigns?status=sent", /campaigns\/(cmp_\w+)/),
    messageId: await firstLink("contacts/suppressions", /messages\/(msg_\w+)/),
    segmentId: await firstLink("contacts/segments", /segments\/(seg_\w+)/),
    templateId: ((await template.json()) as { id: string }).id,
    importId,
    replyId: await sampleReply(request),
    providerEndpointId: ((await endpoint.json()) as { id: string }).id,
    webhookId: ((await webhook.json()) as { id: string }).id,
    sendRequestId: await sampleSendRequest(request),
    apiKeyId: await firstLink("settings/api-keys", /api-keys\/(key_\w+)/),
  };
}

/** The question of the sample data, which stands above its draft. */
async function sampleSendRequest(request: APIRequestContext): Promise<string> {
  const list = await (await request.get("/fernway/campaigns?status=draft")).text();
  for (const [, id] of list.matchAll(/campaigns\/(cmp_\w+)/g)) {
    const found = /send-requests\/(srq_\w+)/.exec(await (await request.get(`/fernway/campaigns/${id}`)).text())?.[1];
    if (found) return found;
  }
  throw new Error("No draft of the sample data is asked about.");
}

/** An answer to the demo workspace, handed in by HTTP as a mail system would; the same one however often it is asked for. */
async function sampleReply(request: APIRequestContext): Promise<string> {
  const api = "/api/app/workspaces/fernway";
  const settings = await (await request.get(`${api}/inbound-settings`)).json();
  const { hookUrl, replyAddress } = settings as { hookUrl: string; replyAddress: string };
  const mail = `From: Ada <ada@people.example>\r\nTo: ${replyAddress}\r\nSubject: Re: Autumn\r\nMessage-ID: <1@people.example>\r\n\r\nDo you have it in green?\r\n`;
  await request.post(new URL(hookUrl).pathname, { data: mail, headers: { "content-type": "message/rfc822" } });
  const first = async () =>
    ((await (await request.get(`${api}/replies`)).json()) as { items: { id: string }[] }).items[0]?.id ?? "";
  await expect.poll(first, { timeout: 20_000 }).not.toBe("");
  return first();
}

/** The address of a page, with ids in it. */
export function fill(route: string, params: Record<string, string>): string {
  return route.replace(/\[(\w+)\]/g, (_match, name: string) => {
    const id = params[name];
    if (!id) throw new Error(`No sample of ${name} for ${route}: add it to sampleParams`);
    return id;
  });
}

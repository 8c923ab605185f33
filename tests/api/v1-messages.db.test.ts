import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { publicId } from "@/lib/base/db/ids";
import { recordEvents } from "@/lib/events/door/record-events";
import { callApi, testKey } from "../support/api-call";
import { testWorkspace } from "../support/db";
import { sentCampaign } from "../support/sent-campaign";

type Item = { id: string; status: string; bounce: unknown };

async function sent() {
  const ctx = await testWorkspace();
  const campaign = await sentCampaign(ctx, { recipients: 5 });
  const { key } = await testKey(ctx);
  const get = (path: string) => callApi("GET", path, { key });
  return { ctx, ...campaign, get, campaign: publicId("cmp", campaign.campaignId) };
}

test("messages are found by campaign, contact and status, page by page, each once", async () => {
  const { ctx, messages, campaign, get } = await sent();
  const other = await sentCampaign(ctx);
  await prisma.message.update({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: messages[1]!.id } },
    data: { status: "failed" },
  });
  const all = async (query: string) => {
    const seen: Item[] = [];
    for (let cursor = ""; cursor !== "end"; ) {
      const { json } = await get(`/messages?limit=2&${query}${cursor && `&cursor=${cursor}`}`);
      seen.push(...json.data);
      cursor = json.next_cursor ?? "end";
    }
    return seen.map(({ id }) => id);
  };
  const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => publicId("msg", id));
  const ofCampaign = ids(messages.toSorted((a, b) => (a.id < b.id ? 1 : -1)));
  expect(await all(`campaign_id=${campaign}`)).toEqual(ofCampaign);
  expect((await all("")).toSorted()).toEqual([...ofCampaign, ...ids(other.messages)].toSorted());
  expect(await all("status=failed")).toEqual(ids([messages[1]!]));
  expect(await all(`status=failed&campaign_id=${publicId("cmp", other.campaignId)}`)).toEqual([]);
  expect(await all(`contact=${publicId("ctc", messages[2]!.contactId)}`)).toEqual(ids([messages[2]!]));
  const foreign = await sent();
  expect((await get(`/messages?campaign_id=${foreign.campaign}`)).json.data).toEqual([]);
  const wrong = await get("/messages?status=gone&campaign_id=x&cursor=y");
  expect(wrong.json.errors.map(({ field }: { field: string }) => field).toSorted()).toEqual([
    ...["campaign_id", "cursor", "status"],
  ]);
  const { key } = await testKey(ctx, ["reports.read"]);
  expect((await callApi("GET", "/messages?contact=nobody@example.com", { key })).json.code).toBe("forbidden");
  expect((await callApi("GET", "/messages", { key })).status).toBe(200);
});

test("a bounce has its reason in words, and what happened stands in its order, without what asks for the right to raw mail", async () => {
  const { ctx, messages, get } = await sent();
  const [one] = messages;
  const data = {
    kind: "hard",
    category: "invalid_recipient",
    code: "550",
    status: "5.1.1",
    reply: "550 5.1.1 no",
  } as const;
  await recordEvents(ctx, [{ type: "message.bounced", occurredAt: new Date(), messageId: one!.id, data }]);
  const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id: one!.id } };
  await prisma.message.update({ where, data: { bounceCategory: data.category } });
  const path = `/messages/${publicId("msg", one!.id)}`;
  expect((await get(path)).json).toMatchObject({
    email: one!.email,
    place: "bounced",
    subject: "Hello",
    suppression: null,
  });
  const bounce = { kind: "hard", category: "invalid_recipient", label: "No such mailbox", meaning: expect.any(String) };
  const { json } = await get(`${path}/events`);
  expect(json.data.at(-1)).toMatchObject({ type: "message.bounced", bounce, reply: { code: "550", status: "5.1.1" } });
  const times = json.data.map(({ at }: { at: string }) => at);
  expect(times).toEqual(times.toSorted());
  for (const event of json.data) expect(Object.keys(event)).not.toContain("raw");
  const [row] = (await get(`/messages?contact=${publicId("ctc", one!.contactId)}`)).json.data;
  expect(row).toMatchObject({ place: "bounced", bounce });
});

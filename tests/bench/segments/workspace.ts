import type { Ctx } from "@/lib/base/context";
import type { Progress } from "@/lib/run/measure/progress";
import type { Stack } from "@/tests/load/stack";
import { makeWorkspace } from "@/tests/load/workspace";
import { fillCampaigns, fillEvents, type Sent } from "./fill-deeds";
import { fillPeople, makeThings, type Things } from "./fill-people";

export interface LargeWorkspace {
  ctx: Ctx;
  things: Things;
  sent: Sent;
}

/** A workspace with so many contacts and events, two campaigns among them, as after an import: analysed, its pages known to be visible. */
export async function makeLargeWorkspace(
  { pool }: Pick<Stack, "pool">,
  { contacts, events }: { contacts: number; events: number },
  progress: Progress,
): Promise<LargeWorkspace> {
  const ctx = await makeWorkspace("segments");
  const { workspaceId } = ctx;
  const things = await makeThings(ctx);
  const client = await pool.connect();
  try {
    // All of it is thrown away afterwards.
    await client.query("set synchronous_commit = off; set maintenance_work_mem = '512MB'; set work_mem = '128MB'");
    progress.show("Contacts");
    await fillPeople(client, workspaceId, things, contacts);
    progress.show("Campaigns");
    const sent = await fillCampaigns(client, workspaceId);
    await fillEvents(client, { workspaceId, people: contacts, events }, progress);
    progress.show("Vacuum");
    await client.query(
      "vacuum (analyze) contact, subscription, contact_tag, consent_record, suppression, message, link_clicker, custom_event",
    );
    return { ctx, things, sent };
  } finally {
    // Its settings and its table end with it.
    client.release(true);
  }
}

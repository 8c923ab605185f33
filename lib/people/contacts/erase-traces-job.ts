import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import { defineJob, enqueue } from "@/lib/base/jobs/define-job";
import { sealedJson } from "@/lib/base/security/sealed-json";
import { emptyEvents } from "./empty-events";
import { eraseTraces } from "./erase-traces";

/** Addresses of one job: more make the pattern slow that they are looked for with. */
const AT_ONCE = 200;

/** Sealed: the queue keeps jobs for a week, and these addresses are to be forgotten. */
const storedAddresses = sealedJson("the job contacts.erase-traces", z.object({ addresses: z.array(z.string()) }));

/** Calls and mails are processed within minutes, or parked; what hangs for longer is waited for ever more patiently. */
const FIRST_WAIT_MS = 15 * 60_000;
const LONGEST_WAIT_MS = 24 * 3600_000;

/** Goes through it again while something with one of the addresses waits to be processed. */
export const eraseTracesJob = defineJob(
  "contacts.erase-traces",
  z.object({
    workspaceId: z.uuid(),
    sealed: z.string(),
    round: z.number().int().optional(),
    /** Of contacts who may have more events than were emptied with them, or got some that very moment. */
    contactIds: z.array(z.uuid()).optional(),
  }),
  async (ctx, { sealed, round = 0, contactIds = [], ...owner }) => {
    while (contactIds.length > 0 && (await emptyEvents(ctx, contactIds)));
    const { waiting } = await eraseTraces(ctx, storedAddresses.open(sealed).addresses);
    if (!waiting) return;
    const waitMs = Math.min(FIRST_WAIT_MS * 2 ** round, LONGEST_WAIT_MS);
    const startAfter = new Date(ctx.now().getTime() + waitMs);
    await enqueue(ctx, eraseTracesJob, { ...owner, sealed, round: round + 1 }, { startAfter });
  },
  { expireInSeconds: 1800 },
);

/** Goes after these addresses, and the events of these contacts, once the transaction of `tx` has committed. */
export async function queueTraces(
  tx: Ctx,
  addresses: readonly string[],
  contactIds: readonly string[] = [],
): Promise<void> {
  const { workspaceId } = tx;
  for (let at = 0; at < addresses.length; at += AT_ONCE) {
    const sealed = storedAddresses.seal({ addresses: addresses.slice(at, at + AT_ONCE) });
    const more = at === 0 && contactIds.length > 0 ? { contactIds: [...contactIds] } : {};
    await enqueue(tx, eraseTracesJob, { workspaceId, sealed, ...more });
  }
}

export const contactsJobs = [eraseTracesJob];

import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import { defineJob, enqueue } from "@/lib/base/jobs/define-job";
import { sealedJson } from "@/lib/base/security/sealed-json";
import { eraseTraces } from "./erase-traces";

/** Addresses of one job: more make the pattern slow that they are looked for with. */
const AT_ONCE = 200;

/** Sealed: the queue keeps jobs for a week, and these addresses are to be forgotten. */
const storedAddresses = sealedJson("the job contacts.erase-traces", z.object({ addresses: z.array(z.string()) }));

export const eraseTracesJob = defineJob(
  "contacts.erase-traces",
  z.object({ workspaceId: z.uuid(), sealed: z.string() }),
  (ctx, { sealed }) => eraseTraces(ctx, storedAddresses.open(sealed).addresses),
  { expireInSeconds: 1800 },
);

/** Goes after these addresses once the transaction of `tx` has committed. */
export async function queueTraces(tx: Ctx, addresses: readonly string[]): Promise<void> {
  for (let at = 0; at < addresses.length; at += AT_ONCE) {
    const sealed = storedAddresses.seal({ addresses: addresses.slice(at, at + AT_ONCE) });
    await enqueue(tx, eraseTracesJob, { workspaceId: tx.workspaceId, sealed });
  }
}

export const contactsJobs = [eraseTracesJob];

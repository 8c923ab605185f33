import { z } from "zod";
import { storedJson } from "@/lib/base/db/stored-json";
import { BrakeFinding } from "./brake-schema";

/** A campaign that was resumed keeps how many of its messages had an answer by then: what came before no longer counts. */
const StoredBrake = z.object({ ...BrakeFinding.partial().shape, sentBefore: z.int().optional() });

export const campaignBrake = storedJson("campaign.brake", StoredBrake);

/** Why the campaign paused itself last; null when it never did. */
export function brakeFinding(stored: unknown): BrakeFinding | null {
  return BrakeFinding.safeParse(campaignBrake.readOrNull(stored)).data ?? null;
}

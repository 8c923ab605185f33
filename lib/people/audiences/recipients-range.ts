import type { Ctx } from "@/lib/base/context";
import type { Audience } from "./audience.shared";
import { endOfRange } from "./audience-range";
import { type ContactRange, EVERYBODY } from "./audience-sql";
import { countAudience } from "./estimate-audience";

/** Candidates looked at before a launch: enough to see that somebody would receive the mail, whatever the size of the rest. */
const FIRST_CANDIDATES = 1_000;

/**
 * The first candidates as a range when some of them would receive a mail, else everybody. A launch only has to know that there
 * is somebody; counting a million first would be most of the time until their first mail.
 */
export async function rangeWithRecipients(ctx: Ctx, audience: Audience): Promise<ContactRange> {
  const upTo = await endOfRange(ctx, audience, null, FIRST_CANDIDATES);
  if (upTo === null) return EVERYBODY;
  const range = { after: null, upTo };
  return (await countAudience(ctx, audience, range)).willReceive > 0 ? range : EVERYBODY;
}

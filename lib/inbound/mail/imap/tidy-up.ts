import type { ImapFlow } from "imapflow";
import { uidsAfter } from "@/lib/inbound/mail/imap/read-batch";
import type { Afterwards } from "@/lib/inbound/mail/mailbox-choices.shared";

/** Too long a list would be too long a command. */
const chunk = 200;

export interface Tidy {
  afterwards: Afterwards;
  moveTo: string | null;
  /** Mails up to here are tidied, and kept by us up to there. */
  doneUid: bigint;
  keptUid: bigint;
  /** Larger ones were kept only in part: they are never deleted. */
  maxBytes: number;
}

/** Does with the mails that are kept by us what the workspace wants: again after a crash, as it is the same twice. */
export async function tidyUp(client: ImapFlow, tidy: Tidy): Promise<void> {
  if (tidy.doneUid >= tidy.keptUid) return;
  const uids = await uidsAfter(client, tidy.doneUid, tidy.keptUid);
  for (let at = 0; at < uids.length; at += chunk) await tidyChunk(client, uids.slice(at, at + chunk), tidy);
}

async function tidyChunk(client: ImapFlow, uids: number[], { afterwards, moveTo, maxBytes }: Tidy): Promise<void> {
  const uid = { uid: true } as const;
  if (afterwards === "move" && moveTo) {
    if (!(await client.messageMove(uids.join(","), moveTo, uid)))
      throw new TidyFailed(`The mails could not be moved to ${moveTo}.`);
    return;
  }
  if (afterwards === "delete") {
    const sizes = await client.fetchAll(uids.join(","), { uid: true, size: true }, uid);
    const whole = sizes.filter((each) => (each.size ?? 0) <= maxBytes).map((each) => each.uid);
    const cut = uids.filter((each) => !whole.includes(each));
    if (whole.length > 0 && !(await client.messageDelete(whole.join(","), uid))) {
      throw new TidyFailed("The mails could not be deleted.");
    }
    if (cut.length > 0) await client.messageFlagsAdd(cut.join(","), ["\\Seen"], uid);
    return;
  }
  if (!(await client.messageFlagsAdd(uids.join(","), ["\\Seen"], uid))) {
    throw new TidyFailed("The mails could not be marked as read.");
  }
}

/** The mails are kept by us all the same; it is tried again with the next reading. */
export class TidyFailed extends Error {
  override name = "TidyFailed";
}

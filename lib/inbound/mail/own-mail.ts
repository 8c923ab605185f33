import { parseWorkspaceAddress } from "@/lib/inbound/addresses/workspace-address";
import { findNamed } from "@/lib/inbound/feedback/find-message";
import { readHead } from "@/lib/mail/read/mime-tree";

/**
 * Why a mail is one that this installation sent itself, in words, or null: a reply that was passed on (its loop mark is signed), or a copy
 * of a message. Such mail is not read for feedback, or it would go round and round.
 */
export async function ownMail(raw: Uint8Array): Promise<string | null> {
  const head = readHead(raw);
  const marks = head.get("x-loop") ?? [];
  if (marks.slice(0, 20).some((mark) => parseWorkspaceAddress(mark) !== null))
    return "A reply that was passed on from here.";
  const copied = await findNamed(head.get("message-id")?.slice(0, 1) ?? []);
  return copied && "A copy of a message that was sent from here.";
}

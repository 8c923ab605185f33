import { messagesAnywhere } from "@/lib/events/ledger/messages-anywhere";
import { parseWorkspaceAddress } from "@/lib/inbound/addresses/workspace-address";
import { readHead } from "@/lib/mail/read/mime-tree";

const messageId = /<([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})@/i;

/**
 * Why a mail is one that this installation sent itself, in words, or null: a reply that was passed on (its loop mark is signed), or a copy
 * of a message. Such mail is not read for feedback, or it would go round and round.
 */
export async function ownMail(raw: Uint8Array): Promise<string | null> {
  const head = readHead(raw);
  const marks = head.get("x-loop") ?? [];
  if (marks.slice(0, 20).some((mark) => parseWorkspaceAddress(mark) !== null))
    return "A reply that was passed on from here.";
  const id = messageId.exec(head.get("message-id")?.[0] ?? "")?.[1]?.toLowerCase();
  if (!id) return null;
  const known = await messagesAnywhere([id]);
  return known.length === 0 ? null : "A copy of a message that was sent from here.";
}

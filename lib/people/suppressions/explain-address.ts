import { isEmailAddress, parseEmailAddress } from "@/lib/base/addresses/email-address";
import type { Ctx } from "@/lib/base/context";
import { publicId } from "@/lib/base/db/ids";
import { invalid } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { findErased } from "@/lib/people/addresses/erased";
import { isInForce } from "@/lib/people/addresses/in-force";
import { noteText } from "@/lib/people/addresses/note-text";
import { type AddressExplanation, ExplainAddress, type SuppressionEpisode } from "./schema";

const MAX_EPISODES = 100;

/** Why an address must not be mailed, or that nothing speaks against it, with everything that was. Throws `invalid` for what is no address. */
export async function explainAddress(ctx: Ctx, input: { email: string }): Promise<AddressExplanation> {
  requirePermission(ctx, "suppressions.read");
  const address = parseEmailAddress(ExplainAddress.parse(input).email);
  if (!isEmailAddress(address)) throw invalid(address.error, { email: address.error });
  const { workspaceId } = ctx;
  const emailNormalized = address.normalized;
  const key = { workspaceId_emailNormalized: { workspaceId, emailNormalized } };
  const [row, everywhere, ended, contact, erased] = await Promise.all([
    ctx.db.suppression.findUnique({ where: key }),
    ctx.db.installationSuppression.findUnique({ where: { emailNormalized } }),
    ctx.db.suppressionHistory.findMany({
      where: { workspaceId, emailNormalized },
      orderBy: { id: "desc" },
      take: MAX_EPISODES,
    }),
    ctx.db.contact.findUnique({
      where: key,
      select: {
        id: true,
        subscriptions: { where: { status: "confirmed" }, select: { list: { select: { name: true } } }, take: 20 },
      },
    }),
    findErased(ctx, [emailNormalized]),
  ]);
  const ranOut = row && !isInForce(row, ctx.now()) ? row.expiresAt : null;
  const current = row && !ranOut ? row : null;
  return {
    email: address.email,
    contactId: contact && publicId("ctc", contact.id),
    blocked: current !== null || everywhere !== null,
    current: current && {
      ...episode(current, null),
      id: publicId("sup", current.id),
      expiresAt: current.expiresAt?.toISOString() ?? null,
    },
    installation: everywhere && { reason: everywhere.reason, since: everywhere.createdAt.toISOString() },
    history: [
      ...(row && ranOut ? [episode(row, { endedAt: ranOut, ending: "expired", endedByName: "", endedNote: "" })] : []),
      ...ended.map((one) => episode(one, one)),
    ],
    erasedAt: erased.get(emailNormalized)?.toISOString() ?? null,
    confirmedLists: contact?.subscriptions.map(({ list }) => list.name) ?? [],
  };
}

type Begun = Pick<SuppressionEpisode, "reason" | "note"> & { createdAt: Date; messageId: string | null };
type Ended = { endedAt: Date; ending: string; endedByName: string; endedNote: string };

function episode(begun: Begun, ended: Ended | null): SuppressionEpisode {
  return {
    reason: begun.reason,
    note: noteText(begun),
    from: begun.createdAt.toISOString(),
    until: ended?.endedAt.toISOString() ?? null,
    ending: ended?.ending ?? null,
    endedBy: ended?.endedByName ?? "",
    endedNote: ended?.endedNote ?? "",
    messageId: begun.messageId && publicId("msg", begun.messageId),
  };
}

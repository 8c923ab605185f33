import { readTogether } from "@/lib/base/cache/read-together";
import type { Ctx } from "@/lib/base/context";
import { pgPool } from "@/lib/base/db/pool";
import { AppError, invalid } from "@/lib/base/errors";
import type { KeyMode } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { judgeAuthor, staysHere } from "@/lib/sending/engine/may-leave";
import { testKey } from "@/lib/sending/transports/refusal";
import { recentTransports } from "@/lib/sending/transports/transport-rows";
import { waysOut } from "@/lib/sending/transports/ways-out";
import type { GivenMailbox } from "./schema";

/** For whom a mail is: the mode of the key that asks; people of the workspace send live. */
export const modeOf = ({ actor }: Ctx): KeyMode => (actor.type === "key" ? actor.mode : "live");

/** Who a mail is from where its program does not say: the default sender. Throws `invalid`. */
export async function defaultAuthor(ctx: Ctx): Promise<Pick<GivenMailbox, "name" | "address">> {
  // Makes the sender that every workspace with the embedded mailbox has.
  await recentTransports(ctx);
  const { workspaceId } = ctx;
  const { rows } = await readTogether(`default sender of ${workspaceId}`, () =>
    pgPool().query<Pick<GivenMailbox, "name" | "address">>({
      name: "default-sender",
      text: "select name, email as address from sender where workspace_id = $1::uuid and is_default limit 1",
      values: [workspaceId],
    }),
  );
  const [sender] = rows;
  if (!sender) throw invalid(t("Say who the mail is from."), { from: "This workspace has no default sender." });
  return sender;
}

/**
 * Looks whether mail by this author may leave by the workspace's way out: a verified domain, allowed for the key, and for a test key the
 * embedded mailbox. Throws `invalid` in words, `unavailable` where nothing may leave at all. `field` is where the author stands.
 */
export async function requireAuthor(ctx: Ctx, author: string, field: string): Promise<void> {
  const way = await wayOut(ctx);
  const refusal = await judgeAuthor(ctx, way, author);
  if (!refusal) return;
  if (refusal.code === "workspace_suspended") throw new AppError("unavailable", refusal.text);
  throw invalid(refusal.text, { [field]: refusal.text });
}

/** The way out by which it is judged. */
async function wayOut(ctx: Ctx) {
  const transports = await recentTransports(ctx);
  if (modeOf(ctx) === "test") {
    const embedded = transports.rows.find(staysHere);
    if (!embedded) throw invalid(testKey.text);
    return embedded;
  }
  const { ways, refusal } = waysOut(transports, null);
  if (refusal) throw new AppError("unavailable", refusal.text);
  const [way] = ways;
  if (!way)
    throw new AppError(
      "unavailable",
      t("This workspace has no way to send mail. Add a sending service under Sending."),
    );
  return way;
}

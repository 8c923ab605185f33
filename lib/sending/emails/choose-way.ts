import type { Ctx } from "@/lib/base/context";
import type { KeyMode } from "@/lib/base/permissions.shared";
import { staysHere } from "@/lib/sending/engine/may-leave";
import { chooseTransport, type TransportChoice } from "@/lib/sending/transports/choose-transport";
import { testKey } from "@/lib/sending/transports/refusal";
import { recentTransports } from "@/lib/sending/transports/transport-rows";

/**
 * By which way single mails leave now. Those of a test key go to the embedded mailbox, whatever else the workspace sends by; where there
 * is none they go nowhere.
 */
export async function chooseWay(ctx: Ctx, { mode, key }: { mode: KeyMode; key: string }): Promise<TransportChoice> {
  if (mode === "live") return chooseTransport(ctx, { pinned: null, key });
  const embedded = (await recentTransports(ctx)).rows.find(staysHere);
  const choice = embedded && (await chooseTransport(ctx, { pinned: embedded.id, key }));
  // A pin to what was deleted this moment counts as none.
  if (!choice || ("transport" in choice && !staysHere(choice.transport)))
    return { hold: () => testKey.text, refusal: testKey };
  return choice;
}

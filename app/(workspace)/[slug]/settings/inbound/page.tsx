import type { Metadata } from "next";
import { InboundPage } from "@/components/inbound/inbound-page";
import { PageHeader } from "@/components/ui/page-header";
import { pageContext } from "@/lib/http/page-context";
import { readInboundSettings } from "@/lib/inbound/inbound-settings";
import { readListenerState } from "@/lib/inbound/listener-state";
import { findMailboxes } from "@/lib/inbound/mailboxes";
import { findInbound } from "@/lib/inbound/queries";

export const metadata: Metadata = { title: "Inbound mail" };

export default async function InboundMailPage({ params }: { params: Promise<{ slug: string }> }) {
  const ctx = await pageContext(await params, "inbound.manage");
  const [settings, listener, mailboxes, latest] = await Promise.all([
    readInboundSettings(ctx),
    readListenerState(ctx),
    findMailboxes(ctx),
    findInbound(ctx, { limit: 6 }),
  ]);
  return (
    <>
      <PageHeader
        title="Inbound mail"
        description="How bounces, complaints, unsubscribe mails and replies find their way back."
      />
      <InboundPage settings={settings} listener={listener} mailboxes={mailboxes} latest={latest.items} />
    </>
  );
}

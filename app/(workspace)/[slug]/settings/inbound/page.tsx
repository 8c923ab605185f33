import type { Metadata } from "next";
import { InboundPage } from "@/components/inbound/inbound-page";
import { PageHeader } from "@/components/ui/page-header";
import { pageContext } from "@/lib/base/routes/page-context";
import { readInboundSettings } from "@/lib/inbound/mail/inbound-settings";
import { readListenerState } from "@/lib/inbound/mail/listener-state";
import { findMailboxes } from "@/lib/inbound/mail/mailboxes";
import { findInbound } from "@/lib/inbound/mail/queries";
import { t } from "@/lib/language/t";

export const generateMetadata = (): Metadata => ({ title: t("Inbound mail") });

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
        title={t("Inbound mail")}
        description={t("How bounces, complaints, unsubscribe mails and replies find their way back.")}
      />
      <InboundPage settings={settings} listener={listener} mailboxes={mailboxes} latest={latest.items} />
    </>
  );
}

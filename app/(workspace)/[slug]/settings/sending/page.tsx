import type { Metadata } from "next";
import { AddDomainDialog } from "@/components/sending/add-domain-dialog";
import { BrakeCard } from "@/components/sending/brake-card";
import { DomainCard } from "@/components/sending/domain-card";
import { SenderDialog } from "@/components/sending/sender-dialog";
import { SenderTable } from "@/components/sending/sender-table";
import { SendingSection } from "@/components/sending/sending-section";
import { TransportList } from "@/components/sending/transport-list";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { roleCan } from "@/lib/base/permissions.shared";
import { pageContext } from "@/lib/base/routes/page-context";
import { t } from "@/lib/language/t";
import { getBrakeSettings } from "@/lib/sending/brake/brake-settings";
import { findDomains } from "@/lib/sending/domains/queries";
import { findSenders, findTransports } from "@/lib/sending/transports/queries";

export const generateMetadata = (): Metadata => ({ title: t("Sending") });

export default async function SendingPage({ params }: { params: Promise<{ slug: string }> }) {
  const ctx = await pageContext(await params, "sending.read");
  const manages = roleCan(ctx.member.role, "sending.write");
  const [senders, domains, transports, brake] = await Promise.all([
    findSenders(ctx),
    findDomains(ctx),
    findTransports(ctx),
    getBrakeSettings(ctx),
  ]);
  const domainNames = domains.map((domain) => domain.name);
  return (
    <>
      <PageHeader title={t("Sending")} description={t("Who your mail comes from, and which way it leaves.")} />
      <div className="grid gap-12">
        <SendingSection
          title={t("Senders")}
          description={t("The names and addresses that campaigns can come from.")}
          action={manages && domains.length > 0 ? <SenderDialog domainNames={domainNames} /> : null}
        >
          {senders.length > 0 ? (
            <SenderTable senders={senders} domainNames={domainNames} />
          ) : (
            <EmptyState
              title={t("No sender yet")}
              description={
                domains.length > 0
                  ? t("Add the name and address that readers will see.")
                  : t("Add a sending domain first, then an address on it.")
              }
            />
          )}
        </SendingSection>
        <SendingSection
          title={t("Domains")}
          description={t("Mailbox providers accept mail only from domains whose DNS says that you may send for them.")}
          action={manages ? <AddDomainDialog /> : null}
        >
          {domains.length > 0 ? (
            domains.map((domain) => <DomainCard key={domain.id} domain={domain} />)
          ) : (
            <EmptyState
              title={t("No sending domain yet")}
              description={t("Add the domain your mail comes from. You get a table of DNS records to publish.")}
            />
          )}
        </SendingSection>
        <TransportList initial={transports} testTo={ctx.user.email} />
        <SendingSection
          title={t("Automatic pause")}
          description={t("Stops a campaign by itself when what comes back says that something is wrong.")}
        >
          <BrakeCard settings={brake} />
        </SendingSection>
      </div>
    </>
  );
}

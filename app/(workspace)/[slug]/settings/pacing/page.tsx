import type { Metadata } from "next";
import { RefreshWhile } from "@/components/pacing/refresh-while";
import { RetryForm } from "@/components/pacing/retry-form";
import { TransportPaceCard } from "@/components/pacing/transport-pace-card";
import { WarmupCard } from "@/components/pacing/warmup-card";
import { SendingSection } from "@/components/sending/sending-section";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { pageContext } from "@/lib/base/routes/page-context";
import { t } from "@/lib/language/t";
import { findPaces } from "@/lib/sending/pacing/queries";
import { getRetrySettings } from "@/lib/sending/pacing/retry-settings";
import { findWarmups } from "@/lib/sending/warmup/queries";

export const generateMetadata = (): Metadata => ({ title: t("Speed and warm-up") });

export default async function PacingPage({ params }: { params: Promise<{ slug: string }> }) {
  const ctx = await pageContext(await params, "sending.read");
  const [paces, warmups, retries] = await Promise.all([findPaces(ctx), findWarmups(ctx), getRetrySettings(ctx)]);
  const changing =
    warmups.some(({ plan }) => plan !== null) || paces.some(({ providers }) => providers.some(({ slow }) => slow));
  return (
    <>
      <RefreshWhile active={changing} />
      <PageHeader
        title={t("Speed and warm-up")}
        description={t("How fast mail leaves, towards whom, and how its volume may grow.")}
      />
      <div className="grid gap-12">
        <SendingSection
          title={t("Warm-up")}
          description={t(
            "Mailbox providers trust a new domain step by step. A plan keeps its daily volume below what they accept, and sends to your most engaged contacts first.",
          )}
        >
          {warmups.length > 0 ? (
            warmups.map((warmup) => <WarmupCard key={warmup.domainId} warmup={warmup} />)
          ) : (
            <EmptyState
              title={t("No sending domain yet")}
              description={t("Add one under Sending; then it can be warmed up.")}
            />
          )}
        </SendingSection>
        <SendingSection
          title={t("Speed by mailbox provider")}
          description={t(
            "Each mailbox provider takes mail at its own speed. When one asks for less, its mail slows down by itself and speeds up again when it is well.",
          )}
        >
          {paces.length > 0 ? (
            paces.map((pace) => <TransportPaceCard key={pace.id} pace={pace} />)
          ) : (
            <EmptyState
              title={t("No sending service yet")}
              description={t("The first one is set up when a test or a campaign is sent.")}
            />
          )}
        </SendingSection>
        <SendingSection
          title={t("Retries")}
          description={t(
            "What is put off is tried again after 1, 5, 15 and 30 minutes, then 1, 2, 4 and 8 hours, and every 8 hours from then on.",
          )}
        >
          <RetryForm retryHours={retries.retryHours} />
        </SendingSection>
      </div>
    </>
  );
}

import type { Metadata } from "next";
import { ReturnedMail } from "@/components/inbound/returned-mail";
import { RepliesTabs } from "@/components/replies/replies-tabs";
import { PageHeader } from "@/components/ui/page-header";
import { pageContext } from "@/lib/base/routes/page-context";
import { findInbound } from "@/lib/inbound/mail/queries";
import { InboundQuery } from "@/lib/inbound/mail/schema";
import { t } from "@/lib/language/t";

export const generateMetadata = (): Metadata => ({ title: t("Returned mail") });

interface CameBackPageProps {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function CameBackPage({ params, searchParams }: CameBackPageProps) {
  const ctx = await pageContext(await params, "reports.read");
  const query = InboundQuery.catch(InboundQuery.parse({})).parse(await searchParams);
  const page = await findInbound(ctx, query);
  return (
    <>
      <PageHeader
        title={t("Returned mail")}
        description={t("Every mail that came back, by whatever route, and what it changed.")}
      />
      <RepliesTabs current="returned-mail" />
      <ReturnedMail page={page} kind={query.kind ?? null} hasCursor={query.cursor !== undefined} />
    </>
  );
}

import type { Metadata } from "next";
import { MailboxTabs } from "@/components/mailbox/mailbox-tabs";
import { ReturnedMail } from "@/components/mailbox/returned-mail";
import { PageHeader } from "@/components/ui/page-header";
import { pageContext } from "@/lib/http/page-context";
import { findInbound } from "@/lib/inbound/queries";
import { InboundQuery } from "@/lib/inbound/schema";

export const metadata: Metadata = { title: "Mail that came back" };

interface ReturnedPageProps {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ReturnedPage({ params, searchParams }: ReturnedPageProps) {
  const { slug } = await params;
  const ctx = await pageContext({ slug }, "reports.read");
  const query = InboundQuery.catch(InboundQuery.parse({})).parse(await searchParams);
  const page = await findInbound(ctx, query);
  const here = `/${slug}/mailbox/returned`;
  return (
    <>
      <PageHeader title="Mailbox" description="What your return addresses received, and what it changed." />
      <MailboxTabs />
      <ReturnedMail
        slug={slug}
        page={page}
        nextHref={page.nextCursor && `${here}?cursor=${page.nextCursor}`}
        firstHref={query.cursor ? here : null}
      />
    </>
  );
}

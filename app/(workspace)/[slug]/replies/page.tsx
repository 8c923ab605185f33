import type { Metadata } from "next";
import { RepliesTabs } from "@/components/replies/replies-tabs";
import { ReplyList } from "@/components/replies/reply-list";
import { PageHeader } from "@/components/ui/page-header";
import { pageContext } from "@/lib/base/routes/page-context";
import { findReplies } from "@/lib/inbound/replies/queries";
import { ReplyFilters } from "@/lib/inbound/replies/schema";
import { t } from "@/lib/language/t";

export const generateMetadata = (): Metadata => ({ title: t("Replies") });

interface RepliesPageProps {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function RepliesPage({ params, searchParams }: RepliesPageProps) {
  const ctx = await pageContext(await params, "replies.read");
  const filters = ReplyFilters.parse(await searchParams);
  const page = await findReplies(ctx, filters);
  return (
    <>
      <PageHeader title={t("Replies")} description={t("What people wrote back, beside the message they answer.")} />
      <RepliesTabs current={filters.kind} />
      <ReplyList page={page} filters={filters} hasCursor={filters.cursor !== undefined} />
    </>
  );
}

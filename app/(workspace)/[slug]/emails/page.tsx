import type { Metadata } from "next";
import { EmailFilterBar } from "@/components/emails/email-filter-bar";
import { EmailList } from "@/components/emails/email-list";
import { CursorPages } from "@/components/shell/cursor-pages";
import { PageHeader } from "@/components/ui/page-header";
import { pageContext } from "@/lib/base/routes/page-context";
import { findEmails } from "@/lib/emails/find-emails";
import { EmailPageFilters } from "@/lib/emails/page-filters";
import { t } from "@/lib/language/t";

export const generateMetadata = (): Metadata => ({ title: t("Transactional mail") });

const PAGE = 50;

interface EmailsPageProps {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function EmailsPage({ params, searchParams }: EmailsPageProps) {
  const ctx = await pageContext(await params, "reports.read");
  const { to, tag, cursor } = EmailPageFilters.parse(await searchParams);
  const { emails, next } = await findEmails(ctx, { to: to?.normalized, tag: tag?.pair, after: cursor }, PAGE);
  return (
    <>
      <PageHeader
        title={t("Transactional mail")}
        description={t(
          "Single mails that your programs send: receipts, sign-in links, notices. Each with what happened to it.",
        )}
      />
      <EmailFilterBar to={to?.text ?? ""} tag={tag?.text ?? null} />
      <EmailList emails={emails} isFiltered={to !== undefined || tag !== undefined} hasMore={next !== null} />
      <CursorPages nextCursor={next} />
    </>
  );
}

import type { Metadata } from "next";
import { AuditFilterBar } from "@/components/settings/audit-filters";
import { AuditTable } from "@/components/settings/audit-table";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { pageContext } from "@/lib/base/routes/page-context";
import { pathIn } from "@/lib/client/paths";
import { t } from "@/lib/language/t";
import { findAuditEntries } from "@/lib/workspaces/audit/queries";
import { findMembers } from "@/lib/workspaces/queries";

export const generateMetadata = (): Metadata => ({ title: t("Audit log") });

type Search = { before?: string; about?: string; memberId?: string };
type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Search> };

export default async function AuditPage({ params, searchParams }: Props) {
  const ctx = await pageContext(await params, "audit.read");
  const { before, about, memberId } = await searchParams;
  const [{ entries, next }, members] = await Promise.all([
    findAuditEntries(ctx, { before, about, memberId }),
    findMembers(ctx),
  ]);
  const here = (before?: string) => pathIn(ctx.workspace.slug, "/settings/audit", { about, memberId, before });
  return (
    <>
      <PageHeader
        title={t("Audit log")}
        description={t(
          "Every change in this workspace: who, what and when. Nobody of the workspace can edit or delete it; old entries go by themselves.",
        )}
      />
      <AuditFilterBar about={about} memberId={memberId} members={members.map(({ id, name }) => ({ id, name }))} />
      <AuditTable entries={entries} filtered={Boolean(about || memberId)} />
      <Pagination
        previous={before ? { href: here() } : null}
        next={next ? { href: here(next) } : null}
        previousLabel={t("Newest")}
        nextLabel={t("Older")}
      />
    </>
  );
}

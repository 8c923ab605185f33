import type { Metadata } from "next";
import { AuditTable } from "@/components/settings/audit-table";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { pageContext } from "@/lib/base/routes/page-context";
import { pathIn } from "@/lib/client/paths";
import { findAuditEntries } from "@/lib/workspaces/audit/queries";

export const metadata: Metadata = { title: "Audit log" };

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<{ before?: string }> };

export default async function AuditPage({ params, searchParams }: Props) {
  const ctx = await pageContext(await params, "audit.read");
  const { before } = await searchParams;
  const { entries, next } = await findAuditEntries(ctx, { before });
  const here = (before?: string) => pathIn(ctx.workspace.slug, "/settings/audit", { before });
  return (
    <>
      <PageHeader
        title="Audit log"
        description="Every change in this workspace: who, what and when. Nobody of the workspace can edit or delete it; old entries go by themselves."
      />
      <AuditTable entries={entries} />
      <Pagination
        previous={before ? { href: here() } : null}
        next={next ? { href: here(next) } : null}
        previousLabel="Newest"
        nextLabel="Older"
      />
    </>
  );
}

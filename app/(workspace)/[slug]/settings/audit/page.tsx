import type { Metadata } from "next";
import { AuditFilterBar, type AuditSearch } from "@/components/settings/audit-filters";
import { AuditTable } from "@/components/settings/audit-table";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { pageContext } from "@/lib/base/routes/page-context";
import { pathIn } from "@/lib/client/paths";
import { findApiKeys } from "@/lib/edges/api-keys/queries";
import { t } from "@/lib/language/t";
import { findAuditEntries } from "@/lib/workspaces/audit/queries";
import { findMembers } from "@/lib/workspaces/queries";

export const generateMetadata = (): Metadata => ({ title: t("Audit log") });

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<AuditSearch & { before?: string }> };

const named = ({ id, name }: { id: string; name: string }) => ({ id, name });

export default async function AuditPage({ params, searchParams }: Props) {
  const ctx = await pageContext(await params, "audit.read");
  const { before, about, memberId, keyId, from, to } = await searchParams;
  const search = { about, memberId, keyId, from, to };
  const [{ entries, next }, members, keys] = await Promise.all([
    findAuditEntries(ctx, { ...search, before }),
    findMembers(ctx),
    findApiKeys(ctx),
  ]);
  const here = (before?: string) => pathIn(ctx.workspace.slug, "/settings/audit", { ...search, before });
  return (
    <>
      <PageHeader
        title={t("Audit log")}
        description={t(
          "Every change in this workspace: who, what and when. Nobody of the workspace can edit or delete it; old entries go by themselves.",
        )}
      />
      <AuditFilterBar search={search} members={members.map(named)} keys={keys.map(named)} />
      <AuditTable entries={entries} filtered={Object.values(search).some(Boolean)} />
      <Pagination
        previous={before ? { href: here() } : null}
        next={next ? { href: here(next) } : null}
        previousLabel={t("Newest")}
        nextLabel={t("Older")}
      />
    </>
  );
}

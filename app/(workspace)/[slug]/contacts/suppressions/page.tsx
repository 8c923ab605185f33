import { Download, ShieldOff } from "lucide-react";
import type { Metadata } from "next";
import { DownloadLink } from "@/components/security/download-link";
import { AddDialog } from "@/components/suppressions/add-dialog";
import { SuppressionFilterBar } from "@/components/suppressions/filter-bar";
import { ImportDialog } from "@/components/suppressions/import-dialog";
import { SuppressionTable } from "@/components/suppressions/suppression-table";
import { SuppressionTabs } from "@/components/suppressions/suppression-tabs";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { roleCan } from "@/lib/base/permissions.shared";
import { type PageContext, pageContext } from "@/lib/base/routes/page-context";
import { pathIn, routePath } from "@/lib/client/paths";
import { t } from "@/lib/language/t";
import { countSuppressions, findSuppressions } from "@/lib/people/suppressions/find-suppressions";
import { SuppressionFilters } from "@/lib/people/suppressions/schema";

export const generateMetadata = (): Metadata => ({ title: t("Suppressions") });

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SuppressionsPage({ params, searchParams }: Props) {
  const ctx = await pageContext(await params, "suppressions.read");
  const filters = SuppressionFilters.parse(await searchParams);
  const [page, total] = await Promise.all([findSuppressions(ctx, filters), countSuppressions(ctx, filters)]);
  const narrowed = Boolean(filters.query || filters.reason || filters.expired || filters.cursor);
  return (
    <>
      <PageHeader
        title={t("Suppressions")}
        description={t(
          "Addresses that get no mail, whatever lists they are on. Checked when an audience is fixed and again before each message leaves.",
        )}
        back={{ href: pathIn(ctx.workspace.slug, "/contacts"), label: t("Contacts") }}
        actions={<Actions ctx={ctx} shown={narrowed || page.items.length > 0 ? filters : null} />}
      />
      <SuppressionTabs operator={ctx.user.isOperator} />
      {page.items.length > 0 || narrowed ? <SuppressionFilterBar /> : null}
      {page.items.length === 0 ? (
        <EmptyState
          icon={<ShieldOff aria-hidden />}
          title={narrowed ? t("No suppressed address fits") : t("Nobody is suppressed")}
          description={
            narrowed
              ? t("The search looks at the beginning of the address, or after an @ of the domain.")
              : t(
                  "Hard bounces, complaints and people who unsubscribe from everything are put here by themselves. Bring over the list of the tool you used before, so that nobody hears from you by mistake.",
                )
          }
          action={!narrowed && roleCan(ctx.member.role, "suppressions.write") ? <ImportDialog /> : undefined}
        />
      ) : (
        <SuppressionTable page={page} total={total} />
      )}
    </>
  );
}

const exportHref = (slug: string, { query, reason, expired }: SuppressionFilters) =>
  routePath("/api/app/workspaces/[slug]/suppressions/export", { slug, query, reason, expired });

/** `shown`: what an export would hold; null when there is nothing. */
function Actions({ ctx, shown }: { ctx: PageContext; shown: SuppressionFilters | null }) {
  const may = (permission: Parameters<typeof roleCan>[1]) => roleCan(ctx.member.role, permission);
  return (
    <>
      {shown && may("contacts.export") ? (
        <Button variant="outline" asChild>
          <DownloadLink href={exportHref(ctx.workspace.slug, shown)}>
            <Download aria-hidden />
            {t("Export")}
          </DownloadLink>
        </Button>
      ) : null}
      {may("suppressions.write") ? (
        <>
          <ImportDialog />
          <AddDialog
            endpoint="/suppressions"
            description={t("No campaign of this workspace reaches them any more. For long lists, import a file.")}
          />
        </>
      ) : null}
    </>
  );
}

import type { Metadata } from "next";
import { AddDialog } from "@/components/suppressions/add-dialog";
import { InstallationList } from "@/components/suppressions/installation-list";
import { SuppressionTabs } from "@/components/suppressions/suppression-tabs";
import { PageHeader } from "@/components/ui/page-header";
import { operatorPageContext } from "@/lib/base/routes/page-context";
import { pathIn } from "@/lib/client/paths";
import { t } from "@/lib/language/t";
import { findInstallationSuppressions } from "@/lib/people/suppressions/installation";

export const generateMetadata = (): Metadata => ({ title: t("Suppressions of the installation") });

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function InstallationSuppressionsPage({ params, searchParams }: Props) {
  const ctx = await operatorPageContext(await params, "suppressions.write");
  const { items, nextCursor, shared } = await findInstallationSuppressions(ctx, await searchParams);
  return (
    <>
      <PageHeader
        title={t("Suppressions")}
        description={t(
          "Addresses that no workspace of this installation may mail. Only you, the operator, see and change this list.",
        )}
        back={{ href: pathIn(ctx.workspace.slug, "/contacts"), label: t("Contacts") }}
        actions={
          <AddDialog
            endpoint="/installation-suppressions"
            description={t("No workspace of this installation reaches them any more.")}
          />
        }
      />
      <SuppressionTabs operator />
      <InstallationList items={items} nextCursor={nextCursor} shared={shared} />
    </>
  );
}

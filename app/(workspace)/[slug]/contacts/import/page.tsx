import type { Metadata } from "next";
import { ImportHistory } from "@/components/imports/import-history";
import { UploadStep } from "@/components/imports/upload-step";
import { PageHeader } from "@/components/ui/page-header";
import { pageContext } from "@/lib/base/routes/page-context";
import { pathIn } from "@/lib/client/paths";
import { t } from "@/lib/language/t";
import { findImports } from "@/lib/people/imports/queries";

export const generateMetadata = (): Metadata => ({ title: t("Import contacts") });

export default async function ImportPage({ params }: { params: Promise<{ slug: string }> }) {
  const ctx = await pageContext(await params, "contacts.import");
  const imports = await findImports(ctx);
  return (
    <>
      <PageHeader
        title={t("Import contacts")}
        back={{ href: pathIn(ctx.workspace.slug, "/contacts"), label: t("Contacts") }}
      />
      <UploadStep />
      <ImportHistory imports={imports} />
    </>
  );
}

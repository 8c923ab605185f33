import type { Metadata } from "next";
import { ImportHistory } from "@/components/imports/import-history";
import { UploadStep } from "@/components/imports/upload-step";
import { PageHeader } from "@/components/ui/page-header";
import { pageContext } from "@/lib/base/routes/page-context";
import { pathIn } from "@/lib/client/paths";
import { t } from "@/lib/language/t";
import { findImports } from "@/lib/people/imports/queries";

export const generateMetadata = (): Metadata => ({ title: t("Import contacts") });

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ImportPage({ params, searchParams }: Props) {
  const ctx = await pageContext(await params, "contacts.import");
  const [imports, { list }] = await Promise.all([findImports(ctx), searchParams]);
  return (
    <>
      <PageHeader
        title={t("Import contacts")}
        back={{ href: pathIn(ctx.workspace.slug, "/contacts"), label: t("Contacts") }}
      />
      <UploadStep listId={typeof list === "string" ? list : undefined} />
      <ImportHistory imports={imports} />
    </>
  );
}

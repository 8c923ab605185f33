import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ImportWizard } from "@/components/imports/import-wizard";
import { PageHeader } from "@/components/ui/page-header";
import { pageContext } from "@/lib/base/routes/page-context";
import { pathIn } from "@/lib/client/paths";
import { t } from "@/lib/language/t";
import { findFields, presentField } from "@/lib/people/contacts/fields";
import { orNotFound } from "@/lib/people/contacts/or-not-found";
import { getImport } from "@/lib/people/imports/get-import";
import { presentImport, refusalReasons } from "@/lib/people/imports/queries";
import { ImportRef } from "@/lib/people/imports/schema";
import { findListNames } from "@/lib/people/lists/queries";

export const generateMetadata = (): Metadata => ({ title: t("Import contacts") });

interface Props {
  params: Promise<{ slug: string; importId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ImportPage({ params, searchParams }: Props) {
  const ctx = await pageContext(await params, "contacts.import");
  const ref = ImportRef.safeParse(await params);
  const job = ref.success ? await orNotFound(getImport(ctx, ref.data.importId)) : null;
  if (!job) notFound();
  const [reasons, fields, lists, search] = await Promise.all([
    refusalReasons(ctx, job.id),
    findFields(ctx),
    findListNames(ctx),
    searchParams,
  ]);
  return (
    <>
      <PageHeader
        title={job.fileName}
        back={{ href: pathIn(ctx.workspace.slug, "/contacts/import"), label: t("Import contacts") }}
      />
      <ImportWizard
        initial={{ ...presentImport(job, ctx.now()), reasons }}
        fields={fields.map(presentField)}
        lists={lists}
        listId={lists.find(({ id }) => id === search.list)?.id}
      />
    </>
  );
}

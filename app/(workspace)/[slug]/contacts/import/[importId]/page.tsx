import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ImportWizard } from "@/components/imports/import-wizard";
import { PageHeader } from "@/components/ui/page-header";
import { findFields, presentField } from "@/lib/contacts/fields";
import { orNotFound } from "@/lib/contacts/or-not-found";
import { pageContext } from "@/lib/http/page-context";
import { getImport } from "@/lib/imports/get-import";
import { presentImport, refusalReasons } from "@/lib/imports/queries";
import { ImportRef } from "@/lib/imports/schema";
import { findLists } from "@/lib/lists/queries";

export const metadata: Metadata = { title: "Import contacts" };

export default async function ImportPage({ params }: { params: Promise<{ slug: string; importId: string }> }) {
  const ctx = await pageContext(await params, "contacts.import");
  const ref = ImportRef.safeParse(await params);
  const job = ref.success ? await orNotFound(getImport(ctx, ref.data.importId)) : null;
  if (!job) notFound();
  const [reasons, fields, lists] = await Promise.all([refusalReasons(ctx, job.id), findFields(ctx), findLists(ctx)]);
  return (
    <>
      <PageHeader
        title={job.fileName}
        back={{ href: `/${ctx.workspace.slug}/contacts/import`, label: "Import contacts" }}
      />
      <ImportWizard
        initial={{ ...presentImport(job, ctx.now()), reasons }}
        fields={fields.map(presentField)}
        lists={lists.map(({ id, name }) => ({ id, name }))}
      />
    </>
  );
}

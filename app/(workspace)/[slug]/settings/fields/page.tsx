import type { Metadata } from "next";
import { FieldTable } from "@/components/contacts/field-table";
import { PageHeader } from "@/components/ui/page-header";
import { pageContext } from "@/lib/base/routes/page-context";
import { t } from "@/lib/language/t";
import { findFields, presentField } from "@/lib/people/contacts/fields";

export const generateMetadata = (): Metadata => ({ title: t("Custom fields") });

export default async function FieldsPage({ params }: { params: Promise<{ slug: string }> }) {
  const ctx = await pageContext(await params, "contacts.read");
  return (
    <>
      <PageHeader
        title={t("Custom fields")}
        description={t("What you store about people besides address and name. Mails use a field by its merge tag.")}
      />
      <FieldTable fields={(await findFields(ctx)).map(presentField)} />
    </>
  );
}

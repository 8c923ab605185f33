import type { Metadata } from "next";
import { FieldTable } from "@/components/contacts/field-table";
import { findFields, presentField } from "@/lib/contacts/fields";
import { pageContext } from "@/lib/http/page-context";

export const metadata: Metadata = { title: "Contact fields" };

export default async function FieldsPage({ params }: { params: Promise<{ slug: string }> }) {
  const ctx = await pageContext(await params, "contacts.read");
  return <FieldTable fields={(await findFields(ctx)).map(presentField)} />;
}

import type { Metadata } from "next";
import { BrandForm } from "@/components/templates/brand-form";
import { PageHeader } from "@/components/ui/page-header";
import { pageContext } from "@/lib/base/routes/page-context";
import { getBuiltinTemplate } from "@/lib/content/templates/builtin-templates";
import { getBrand } from "@/lib/content/templates/workspace-brand";
import { t } from "@/lib/language/t";

export const generateMetadata = (): Metadata => ({ title: t("Brand") });

export default async function BrandPage({ params }: { params: Promise<{ slug: string }> }) {
  const ctx = await pageContext(await params, "templates.read");
  const { document, subject, previewText } = getBuiltinTemplate("announcement");
  return (
    <>
      <PageHeader
        title={t("Brand")}
        description={t("How every mail from the editor looks. Mail that was already sent stays as it is.")}
      />
      <BrandForm brand={await getBrand(ctx)} sample={{ document, subject, previewText }} />
    </>
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TemplateEditor } from "@/components/templates/template-editor";
import { AppError } from "@/lib/base/errors";
import { pageContext } from "@/lib/base/routes/page-context";
import { getTemplate, presentTemplate } from "@/lib/content/templates/queries";
import { TemplateRef } from "@/lib/content/templates/schema";
import { getBrand } from "@/lib/content/templates/workspace-brand";
import { t } from "@/lib/language/t";

export const generateMetadata = (): Metadata => ({ title: t("Template") });

export default async function TemplatePage({ params }: { params: Promise<{ slug: string; templateId: string }> }) {
  const { slug, templateId } = await params;
  const ctx = await pageContext({ slug }, "templates.read");
  const ref = TemplateRef.safeParse({ templateId });
  if (!ref.success) notFound();
  const template = await getTemplate(ctx, ref.data.templateId).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
  return <TemplateEditor key={templateId} template={presentTemplate(template)} brand={await getBrand(ctx)} />;
}

import { LayoutTemplate } from "lucide-react";
import type { Metadata } from "next";
import { BuiltinCard } from "@/components/templates/builtin-card";
import { NewTemplateButton } from "@/components/templates/new-template-button";
import { TemplateCard } from "@/components/templates/template-card";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { categoryLabels } from "@/emails/templates/template";
import { publicId } from "@/lib/base/db/ids";
import { pageContext } from "@/lib/base/routes/page-context";
import { pathIn } from "@/lib/client/paths";
import { builtinTemplates } from "@/lib/content/templates/builtin-templates";
import { findTemplates } from "@/lib/content/templates/queries";
import { maybeMsg, t } from "@/lib/language/t";

export const generateMetadata = (): Metadata => ({ title: t("Templates") });

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<{ show?: string }>;
}

const grid = "grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4";

export default async function TemplatesPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const ctx = await pageContext({ slug }, "templates.read");
  const archived = (await searchParams).show === "archived";
  const rows = await findTemplates(ctx, { archived });
  const templates = rows.map(({ id, name, contentKind, updatedAt, archivedAt }) => ({
    id: publicId("tpl", id),
    name,
    contentKind,
    updatedAt: updatedAt.toISOString(),
    archived: archivedAt !== null,
  }));
  const designs = builtinTemplates.map(({ key, name, description, category }) => ({
    key,
    name: t(maybeMsg(name)),
    description: t(maybeMsg(description)),
    category: t(categoryLabels[category]),
  }));
  return (
    <>
      <PageHeader
        title={t("Templates")}
        description={t(
          "Designs to write from. A campaign takes a copy, so changing a template never changes what was sent.",
        )}
        actions={<NewTemplateButton />}
      />
      <section aria-labelledby="own" className="mb-10">
        <div className="mb-4 flex items-baseline justify-between gap-4">
          <h2 id="own" className="font-semibold text-lg">
            {archived ? t("Archived templates") : t("Your templates")}
          </h2>
          <Link
            href={archived ? pathIn(slug, "/templates") : pathIn(slug, "/templates", { show: "archived" })}
            className="text-muted-foreground text-sm underline-offset-4 hover:underline"
          >
            {archived ? t("Back to your templates") : t("Show archived")}
          </Link>
        </div>
        {templates.length === 0 ? (
          <EmptyState
            icon={LayoutTemplate}
            title={archived ? t("Nothing is archived") : t("No templates of your own yet")}
            description={
              archived
                ? t("Templates you archive are kept here and can be restored.")
                : t("Customise one of the designs below, or start from a blank page.")
            }
          />
        ) : (
          <ul className={grid}>
            {templates.map((template) => (
              <TemplateCard key={template.id} template={template} />
            ))}
          </ul>
        )}
      </section>
      {archived ? null : (
        <section aria-labelledby="designs">
          <h2 id="designs" className="mb-4 font-semibold text-lg">
            {t("Designs to start from")}
          </h2>
          <ul className={grid}>
            {designs.map((design) => (
              <BuiltinCard key={design.key} design={design} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

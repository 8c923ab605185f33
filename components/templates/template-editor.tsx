"use client";

import { ArrowLeft } from "lucide-react";
import { useState } from "react";
import { EmailEditor } from "@/components/editor/email-editor";
import { HtmlEditor } from "@/components/editor/html-editor";
import { PreviewPane } from "@/components/editor/preview-pane";
import { SaveStatus } from "@/components/editor/save-status";
import { WritingLayout } from "@/components/editor/settings/writing-layout";
import { SubjectFields } from "@/components/editor/subject-fields";
import { useAutosave } from "@/components/editor/use-autosave";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { PageBar } from "@/components/ui/page-bar";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import type { BrandTheme } from "@/emails/theme";
import type { EmailDocument } from "@/lib/content/templates/document.shared";
import { emptyDocument } from "@/lib/content/templates/empty-document.shared";
import type { PresentedTemplate } from "@/lib/content/templates/queries";
import { t } from "@/lib/language/t";
import { TemplateForPrograms } from "./template-for-programs";
import { TemplateMenu } from "./template-menu";
import { useTemplateActions } from "./use-template-actions";

interface Draft {
  name: string;
  subject: string;
  previewText: string;
  document: EmailDocument;
  html: string;
}

/** The page of one template: words for the inbox, content, preview; every change is saved by itself. */
export function TemplateEditor({ template, brand }: { template: PresentedTemplate; brand: BrandTheme }) {
  const { api, path, can } = useWorkspace();
  const { startCampaign } = useTemplateActions();
  const [draft, setDraft] = useState<Draft>(() => ({
    name: template.name,
    subject: template.subject,
    previewText: template.previewText,
    document: template.document ?? emptyDocument,
    html: template.html ?? "",
  }));
  const { state, change, flush } = useAutosave<Draft>((changes) => api.patch(`/templates/${template.id}`, changes));
  const editable = can("templates.write") && !template.archived;
  const isHtml = template.contentKind === "html";
  const edit = (changes: Partial<Draft>) => {
    setDraft((old) => ({ ...old, ...changes }));
    // A template without a name is not saved; the last name stands until there is one.
    const { name, ...rest } = changes;
    change(name === undefined || name.trim() ? changes : rest);
  };
  const content = {
    subject: draft.subject,
    previewText: draft.previewText,
    ...(isHtml ? { html: draft.html || " " } : { document: draft.document }),
  };
  return (
    <>
      <PageBar
        title={
          <>
            <Link
              href={path("/templates")}
              aria-label={t("Templates")}
              title={t("Back to templates")}
              className="shrink-0 rounded-md p-1 text-muted-foreground hover:text-foreground"
            >
              <ArrowLeft aria-hidden className="size-4 rtl:rotate-180" />
            </Link>
            <h1 className="min-w-0 truncate font-semibold text-base tracking-tight" title={draft.name}>
              {draft.name || t("Untitled template")}
            </h1>
          </>
        }
        extra={editable ? <TemplateMenu id={template.id} name={draft.name} /> : null}
        actions={
          editable ? (
            <>
              <SaveStatus state={state} onRetry={() => void flush()} />
              <Button
                variant="outline"
                size="sm"
                pending={startCampaign.isPending}
                onClick={async () => {
                  await flush();
                  startCampaign.mutate({ templateId: template.id });
                }}
              >
                {t("Use in a campaign")}
              </Button>
            </>
          ) : null
        }
      />
      <WritingLayout
        inbox={
          <fieldset
            disabled={!editable}
            className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4 rounded-lg border bg-card p-4"
          >
            <legend className="sr-only">{t("Name and inbox line")}</legend>
            <Field label={t("Template name")} error={draft.name.trim() ? null : t("Give the template a name.")}>
              <Input value={draft.name} maxLength={120} onChange={(event) => edit({ name: event.target.value })} />
            </Field>
            <SubjectFields
              subject={draft.subject}
              previewText={draft.previewText}
              onChange={edit}
              disabled={!editable}
            />
          </fieldset>
        }
      >
        <Tabs defaultValue="edit" className="gap-4">
          <TabsList aria-label={t("Content")}>
            <TabsTrigger value="edit">{t("Content")}</TabsTrigger>
            <TabsTrigger value="preview">{t("Preview")}</TabsTrigger>
            <TabsTrigger value="programs">{t("For programs")}</TabsTrigger>
          </TabsList>
          <TabsContent value="edit" forceMount className="data-[state=inactive]:hidden">
            {isHtml ? (
              <HtmlEditor html={draft.html} onChange={(html) => edit({ html })} disabled={!editable} />
            ) : (
              <EmailEditor
                document={draft.document}
                brand={brand}
                editable={editable}
                onChange={(document) => edit({ document })}
              />
            )}
          </TabsContent>
          <TabsContent value="preview">
            <PreviewPane content={content} />
          </TabsContent>
          <TabsContent value="programs" forceMount className="data-[state=inactive]:hidden">
            <TemplateForPrograms template={template} editable={editable} flush={flush} />
          </TabsContent>
        </Tabs>
      </WritingLayout>
    </>
  );
}

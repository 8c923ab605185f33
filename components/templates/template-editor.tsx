"use client";

import { useState } from "react";
import { EmailEditor } from "@/components/editor/email-editor";
import { HtmlEditor } from "@/components/editor/html-editor";
import { PreviewPane } from "@/components/editor/preview-pane";
import { SaveStatus } from "@/components/editor/save-status";
import { SubjectFields } from "@/components/editor/subject-fields";
import { useAutosave } from "@/components/editor/use-autosave";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import type { BrandTheme } from "@/emails/theme";
import type { EmailDocument } from "@/lib/content/templates/document.shared";
import { emptyDocument } from "@/lib/content/templates/empty-document.shared";
import type { PresentedTemplate } from "@/lib/content/templates/queries";
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
      <PageHeader
        back={{ href: path("/templates"), label: "Templates" }}
        title={draft.name || "Untitled template"}
        actions={
          editable ? (
            <>
              <SaveStatus state={state} onRetry={() => void flush()} />
              <Button
                variant="outline"
                pending={startCampaign.isPending}
                onClick={async () => {
                  await flush();
                  startCampaign.mutate({ templateId: template.id });
                }}
              >
                Use in a campaign
              </Button>
              <TemplateMenu id={template.id} name={draft.name} />
            </>
          ) : null
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
        <fieldset disabled={!editable} className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4">
          <legend className="sr-only">Name and inbox line</legend>
          <Field label="Template name" error={draft.name.trim() ? null : "Give the template a name."}>
            <Input value={draft.name} maxLength={120} onChange={(event) => edit({ name: event.target.value })} />
          </Field>
          <SubjectFields subject={draft.subject} previewText={draft.previewText} onChange={edit} disabled={!editable} />
        </fieldset>
        <Tabs defaultValue="edit" className="gap-4">
          <TabsList aria-label="Content">
            <TabsTrigger value="edit">Content</TabsTrigger>
            <TabsTrigger value="preview">Preview</TabsTrigger>
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
        </Tabs>
      </div>
    </>
  );
}

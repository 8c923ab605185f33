"use client";

import { Eye, PencilLine } from "lucide-react";
import { useState } from "react";
import { EmailEditor } from "@/components/editor/email-editor";
import { HtmlEditor } from "@/components/editor/html-editor";
import { PreviewPane } from "@/components/editor/preview-pane";
import { WritingLayout } from "@/components/editor/settings/writing-layout";
import { SubjectFields } from "@/components/editor/subject-fields";
import { useBack } from "@/components/shell/way-back";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Card, CardContent } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { NativeSelect } from "@/components/ui/native-select";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import type { BrandTheme } from "@/emails/theme";
import { emptyDocument } from "@/lib/content/templates/empty-document.shared";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import type { SenderView } from "@/lib/sending/transports/queries";
import type { DraftEditor } from "./use-draft";

interface Props {
  editor: DraftEditor;
  senders: SenderView[];
  brand: BrandTheme;
}

/** Who it is from, what the inbox shows, and the mail itself with its preview. */
export function ContentStep({ editor, senders, brand }: Props) {
  const { draft, change } = editor;
  const [view, setView] = useState("write");
  const content = draft.contentKind === "html" ? { html: draft.html ?? "" } : { document: draft.document };
  return (
    <WritingLayout
      inbox={
        <Card className="gap-0 py-4">
          <CardContent className="grid grid-cols-[minmax(0,1fr)] gap-4 px-4">
            <SenderField senders={senders} value={draft.senderId} onChange={(senderId) => change({ senderId })} />
            <SubjectFields subject={draft.subject} previewText={draft.previewText} onChange={change} />
          </CardContent>
        </Card>
      }
    >
      <Tabs value={view} onValueChange={setView}>
        <TabsList aria-label={t("Write or look")}>
          <TabsTrigger value="write">
            <PencilLine aria-hidden className="size-4" />
            {t("Write")}
          </TabsTrigger>
          <TabsTrigger value="preview">
            <Eye aria-hidden className="size-4" />
            {t("Preview")}
          </TabsTrigger>
        </TabsList>
        <TabsContent value="write" forceMount hidden={view !== "write"}>
          {draft.contentKind === "html" ? (
            <HtmlEditor html={draft.html ?? ""} onChange={(html) => change({ html })} />
          ) : (
            <EmailEditor
              key={editor.documentKey}
              document={draft.document ?? emptyDocument}
              brand={brand}
              onChange={(document) => change({ document })}
            />
          )}
        </TabsContent>
        <TabsContent value="preview">
          {view === "preview" ? (
            <PreviewPane content={{ ...content, subject: draft.subject, previewText: draft.previewText }} />
          ) : null}
        </TabsContent>
      </Tabs>
    </WritingLayout>
  );
}

interface SenderFieldProps {
  senders: SenderView[];
  value: string | null;
  onChange: (senderId: string | null) => void;
}

function SenderField({ senders, value, onChange }: SenderFieldProps) {
  const { path } = useWorkspace();
  const back = useBack();
  return (
    <Field
      label={t("From")}
      help={rich("Senders are kept in <a>settings</a>.", {
        a: (inner) => (
          <Link className="text-foreground underline underline-offset-4" href={path("/settings/sending", { back })}>
            {inner}
          </Link>
        ),
      })}
    >
      <NativeSelect value={value ?? ""} onChange={(event) => onChange(event.target.value || null)}>
        <option value="">{t("Choose a sender")}</option>
        {senders.map((sender) => (
          <option key={sender.id} value={sender.id}>
            {`${sender.name} <${sender.email}>`}
          </option>
        ))}
      </NativeSelect>
    </Field>
  );
}

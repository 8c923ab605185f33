"use client";

import { CircleAlert, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { cn } from "@/components/ui/cn";
import { FormError } from "@/components/ui/form-error";
import { errorMessage } from "@/lib/client/api";
import type { Preview } from "@/lib/content/templates/preview-content";
import { t } from "@/lib/language/t";
import { ContactPicker, type PickedContact } from "./contact-picker";
import { MailViews } from "./mail-views";
import { type PreviewInput, usePreview } from "./use-preview";

interface PreviewPaneProps {
  content: Omit<PreviewInput, "contactId">;
  className?: string;
}

/** The mail as it will arrive: on a desktop, a phone, in the dark, as plain text, and as any real contact. */
export function PreviewPane({ content, className }: PreviewPaneProps) {
  const [contact, setContact] = useState<PickedContact | null>(null);
  const { data, error, isFetching } = usePreview({ ...content, contactId: contact?.id ?? null });
  return (
    <section aria-label={t("Preview")} className={cn("grid min-w-0 gap-3", className)} aria-busy={isFetching}>
      <MailViews mail={data} problem={error ? <FormError message={errorMessage(error)} /> : null}>
        <ContactPicker contact={contact} onPick={setContact} />
      </MailViews>
      {data ? <Issues preview={data} /> : null}
    </section>
  );
}

function Issues({ preview }: { preview: Preview }) {
  if (preview.issues.length === 0) return null;
  return (
    <ul aria-label={t("What to look at")} className="grid gap-1.5 text-sm">
      {preview.issues.map((issue) => (
        <li key={issue.message} className="flex items-start gap-2">
          {issue.level === "error" ? (
            <CircleAlert aria-label={t("Problem")} className="mt-0.5 size-4 shrink-0 text-destructive" />
          ) : (
            <TriangleAlert aria-label={t("Hint")} className="mt-0.5 size-4 shrink-0 text-warning" />
          )}
          {issue.message}
        </li>
      ))}
    </ul>
  );
}

"use client";

import { CircleAlert, Monitor, Moon, Smartphone, Text, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { cn } from "@/components/ui/cn";
import { FormError } from "@/components/ui/form-error";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { errorMessage } from "@/lib/client/api";
import type { Preview } from "@/lib/content/templates/preview-content";
import { ContactPicker, type PickedContact } from "./contact-picker";
import { MailFrame } from "./mail-frame";
import { type PreviewInput, usePreview } from "./use-preview";

const views = [
  { value: "desktop", label: "Desktop", icon: Monitor },
  { value: "phone", label: "Phone", icon: Smartphone },
  { value: "dark", label: "Dark", icon: Moon },
  { value: "text", label: "Plain text", icon: Text },
] as const;

interface PreviewPaneProps {
  content: Omit<PreviewInput, "contactId">;
  className?: string;
}

/** The mail as it will arrive: on a desktop, a phone, in the dark, as plain text, and as any real contact. */
export function PreviewPane({ content, className }: PreviewPaneProps) {
  const [contact, setContact] = useState<PickedContact | null>(null);
  const { data, error, isFetching } = usePreview({ ...content, contactId: contact?.id ?? null });
  return (
    <section aria-label="Preview" className={cn("grid min-w-0 gap-3", className)} aria-busy={isFetching}>
      <Tabs defaultValue="desktop" className="gap-3">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <TabsList aria-label="Show as">
            {views.map(({ value, label, icon: Icon }) => (
              <TabsTrigger key={value} value={value}>
                <Icon aria-hidden className="size-4" />
                <span className="max-sm:sr-only">{label}</span>
              </TabsTrigger>
            ))}
          </TabsList>
          <ContactPicker contact={contact} onPick={setContact} />
        </div>
        <FormError message={error ? errorMessage(error) : null} />
        {error && !data ? null : <PreviewViews preview={data} />}
      </Tabs>
      {data ? <Issues preview={data} /> : null}
    </section>
  );
}

const height = "h-[36rem]";

/** The panels stand from the start, so that the tabs have something to name while the first preview is on its way. */
function PreviewViews({ preview }: { preview: Preview | undefined }) {
  return (
    <>
      <p className="truncate border-b pb-2 text-sm">
        <span className="text-muted-foreground">Subject: </span>
        <span className="font-medium">{preview ? preview.subject || "(no subject)" : "…"}</span>
      </p>
      {views.map(({ value }) => (
        <TabsContent key={value} value={value}>
          {preview ? <PreviewView view={value} preview={preview} /> : <Skeleton className={cn(height, "w-full")} />}
        </TabsContent>
      ))}
    </>
  );
}

function PreviewView({ view, preview }: { view: (typeof views)[number]["value"]; preview: Preview }) {
  switch (view) {
    case "desktop":
      return <MailFrame html={preview.html} title="Mail on a desktop" className={height} />;
    case "phone":
      return (
        <MailFrame
          html={preview.html}
          title="Mail on a phone"
          width={375}
          className={cn(height, "rounded-2xl border-4")}
        />
      );
    case "dark":
      return <MailFrame html={preview.html} title="Mail in the dark" dark className={height} />;
    case "text":
      return (
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          className={cn(
            height,
            "overflow-auto whitespace-pre-wrap rounded-md border bg-card p-4 font-mono text-xs leading-5",
          )}
        >
          {preview.text}
        </pre>
      );
  }
}

function Issues({ preview }: { preview: Preview }) {
  if (preview.issues.length === 0) return null;
  return (
    <ul aria-label="What to look at" className="grid gap-1.5 text-sm">
      {preview.issues.map((issue) => (
        <li key={issue.message} className="flex items-start gap-2">
          {issue.level === "error" ? (
            <CircleAlert aria-label="Problem" className="mt-0.5 size-4 shrink-0 text-destructive" />
          ) : (
            <TriangleAlert aria-label="Hint" className="mt-0.5 size-4 shrink-0 text-warning" />
          )}
          {issue.message}
        </li>
      ))}
    </ul>
  );
}

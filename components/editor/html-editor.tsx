"use client";

import { useRef } from "react";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { mergeTagSource } from "@/lib/content/liquid/liquid-tokens.shared";
import { t } from "@/lib/language/t";
import { MergeTagPicker } from "./merge-tag-picker";

interface HtmlEditorProps {
  html: string;
  onChange(html: string): void;
  error?: string | undefined;
  disabled?: boolean;
}

/** The mail as code, for designs that come from elsewhere. */
export function HtmlEditor({ html, onChange, error, disabled }: HtmlEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const insert = (tag: { path: string; fallback: string }) => {
    const at = area.current?.selectionStart ?? html.length;
    onChange(html.slice(0, at) + mergeTagSource(tag.path, tag.fallback) + html.slice(area.current?.selectionEnd ?? at));
  };
  return (
    <Field
      label="HTML"
      help={t("Liquid works in text and in quoted attributes. Without {tag} a footer with the link is added.", {
        tag: "{{ unsubscribe_url }}",
      })}
      error={error ?? null}
      aside={<MergeTagPicker disabled={disabled} onPick={insert} />}
    >
      <Textarea
        ref={area}
        value={html}
        onChange={(event) => onChange(event.target.value)}
        disabled={disabled}
        spellCheck={false}
        dir="ltr"
        wrap="off"
        className="min-h-[28rem] overflow-auto font-mono text-xs leading-5"
      />
    </Field>
  );
}

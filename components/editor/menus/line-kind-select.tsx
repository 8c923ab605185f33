"use client";

import type { Editor } from "@tiptap/react";
import { NativeSelect } from "@/components/ui/native-select";
import { t } from "@/lib/language/t";
import { lineKinds, setTextKind } from "../blocks/text-kinds";

interface LineKindSelectProps {
  editor: Editor;
  kind: string;
  disabled: boolean;
  className?: string;
}

/** What the lines with the cursor are: text, title, heading… */
export function LineKindSelect({ editor, kind, disabled, className }: LineKindSelectProps) {
  return (
    <NativeSelect
      aria-label={t("Text style")}
      className={`w-32 shrink-0 [&>select]:h-8 [&>select]:text-[0.8125rem] ${className ?? ""}`}
      value={kind}
      disabled={disabled}
      onChange={(event) => setTextKind(editor, event.target.value)}
    >
      {lineKinds.map(({ id, label }) => (
        <option key={id} value={id}>
          {t(label)}
        </option>
      ))}
    </NativeSelect>
  );
}

"use client";

import { type Editor, useEditorState } from "@tiptap/react";
import { Link2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { t } from "@/lib/language/t";
import { linkProblem, tidyUrl } from "../tidy-url";
import { backToText } from "./back-to-text";
import { pressedClasses } from "./toolbar-button";

/** Links the selected words, or changes and removes the link the cursor is in. */
export function LinkControl({ editor }: { editor: Editor }) {
  const [open, setOpen] = useState(false);
  const { active, href, disabled } = useEditorState({
    editor,
    selector: ({ editor: current }) => ({
      active: current.isActive("link"),
      href: String(current.getAttributes("link").href ?? ""),
      disabled: current.state.selection.empty && !current.isActive("link"),
    }),
  });
  const apply = (url: string) => {
    setOpen(false);
    const chain = editor.chain().focus().extendMarkRange("link");
    (url ? chain.setLink({ href: url }) : chain.unsetLink()).run();
  };
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <IconButton
          icon={Link2}
          label={t("Link")}
          title={disabled ? t("Select the words to link") : t("Link")}
          disabled={disabled}
          className={active ? pressedClasses : undefined}
        />
      </PopoverTrigger>
      <PopoverContent className="w-80" aria-label={t("Link")} onCloseAutoFocus={backToText(editor)}>
        <LinkForm href={href} canRemove={active} onApply={apply} />
      </PopoverContent>
    </Popover>
  );
}

function LinkForm({ href, canRemove, onApply }: { href: string; canRemove: boolean; onApply(url: string): void }) {
  const [url, setUrl] = useState(href);
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        const tidy = tidyUrl(url);
        const found = linkProblem(tidy);
        setProblem(found);
        if (!found) onApply(tidy);
      }}
    >
      <Field label={t("Address")} error={problem}>
        <Input
          value={url}
          onChange={(event) => setUrl(event.target.value)}
          placeholder="https://"
          dir="ltr"
          inputMode="url"
          autoFocus
        />
      </Field>
      <div className="flex justify-end gap-2">
        {canRemove ? (
          <Button variant="ghost" size="sm" onClick={() => onApply("")}>
            {t("Remove link")}
          </Button>
        ) : null}
        <Button type="submit" size="sm">
          {t("Apply")}
        </Button>
      </div>
    </form>
  );
}

"use client";

import { Braces } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Command, CommandEmpty, CommandGroup, CommandInput, CommandItem, CommandList } from "@/components/ui/command";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import type { MergeTagChoice } from "@/lib/content/templates/queries";
import { t } from "@/lib/language/t";
import { useMergeTags } from "./use-merge-tags";

interface MergeTagPickerProps {
  onPick(tag: { path: string; fallback: string }): void;
  /** Said by screen readers and shown as a hint when only the icon fits. */
  label?: string;
  iconOnly?: boolean;
  disabled?: boolean;
  /** Where the focus goes when the picker closes; to its button otherwise, unless a value was picked. */
  onCloseAutoFocus?(event: Event): void;
}

/** Searches the fields of a contact, asks what to say when it is empty, and hands both over. */
export function MergeTagPicker(props: MergeTagPickerProps) {
  const { onPick, label = t("Insert personal value"), iconOnly, disabled } = props;
  const picked = useRef(false);
  const [open, setOpen] = useState(false);
  const [path, setPath] = useState<string | null>(null);
  const tags = useMergeTags();
  const close = (next: boolean) => {
    if (next) picked.current = false;
    setOpen(next);
    setPath(null);
  };
  const finish = (tag: { path: string; fallback: string }) => {
    picked.current = true;
    close(false);
    onPick(tag);
  };
  return (
    <Popover open={open} onOpenChange={close}>
      <PopoverTrigger asChild>
        <Button
          variant="ghost"
          size={iconOnly ? "icon-sm" : "sm"}
          disabled={disabled}
          aria-label={iconOnly ? label : undefined}
          title={label}
        >
          <Braces aria-hidden />
          {iconOnly ? null : t("Personalise")}
        </Button>
      </PopoverTrigger>
      <PopoverContent
        className="p-0"
        aria-label={label}
        onCloseAutoFocus={props.onCloseAutoFocus ?? ((event) => picked.current && event.preventDefault())}
      >
        {path === null ? (
          <TagList
            {...tags}
            onChoose={(chosen) =>
              chosen.startsWith("contact.") ? setPath(chosen) : finish({ path: chosen, fallback: "" })
            }
          />
        ) : (
          <FallbackForm path={path} onDone={(fallback) => finish({ path, fallback })} />
        )}
      </PopoverContent>
    </Popover>
  );
}

interface TagListProps {
  tags: MergeTagChoice[];
  isPending: boolean;
  onChoose(path: string): void;
}

function TagList({ tags, isPending, onChoose }: TagListProps) {
  if (isPending)
    return (
      <p role="status" className="p-6 text-center text-muted-foreground text-sm">
        {t("Loading fields…")}
      </p>
    );
  return (
    <Command>
      <CommandInput placeholder={t("Search fields…")} aria-label={t("Search fields")} autoFocus />
      <CommandList>
        <CommandEmpty>{t("No such field.")}</CommandEmpty>
        <CommandGroup>
          {tags.map((tag) => (
            <CommandItem key={tag.path} value={`${tag.label} ${tag.path}`} onSelect={() => onChoose(tag.path)}>
              <span className="flex-1 truncate">{tag.label}</span>
              <span className="truncate text-muted-foreground text-xs" dir="ltr">
                {tag.path}
              </span>
            </CommandItem>
          ))}
        </CommandGroup>
      </CommandList>
    </Command>
  );
}

function FallbackForm({ path, onDone }: { path: string; onDone(fallback: string): void }) {
  const [fallback, setFallback] = useState("");
  return (
    <form
      className="grid gap-3 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        // The popover may stand inside a page's own form.
        event.stopPropagation();
        onDone(fallback.trim());
      }}
    >
      <Field label={t("If it is empty, say")} help={t("Shown to contacts without {path}.", { path })}>
        <Input
          value={fallback}
          onChange={(event) => setFallback(event.target.value)}
          placeholder={t("there", undefined, "as in “Hello there”")}
          maxLength={200}
          autoFocus
        />
      </Field>
      <Button type="submit" size="sm">
        {t("Insert")}
      </Button>
    </form>
  );
}

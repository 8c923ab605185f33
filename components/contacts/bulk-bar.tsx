"use client";

import { useMutation } from "@tanstack/react-query";
import { ListMinus, ListPlus, Tag, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { SelectionBar } from "@/components/ui/selection-bar";
import { toast } from "@/components/ui/toaster";
import { msg, t } from "@/lib/language/t";
import { BulkDialog, type BulkKind } from "./bulk-dialog";
import type { FilterChoices } from "./filter-bar";

interface Props {
  ids: string[];
  /** Everybody the filters find, not only those ticked. */
  everybody: boolean;
  onEverybody?: () => void;
  total: { count: number; capped: boolean };
  filters: Record<string, string>;
  choices: FilterChoices;
  onDone: () => void;
}

const actions = [
  { kind: "add_to_list", label: msg("Add to list"), icon: ListPlus },
  { kind: "remove_from_list", label: msg("Remove from list"), icon: ListMinus },
  { kind: "add_tag", label: msg("Add tag"), icon: Tag },
  { kind: "erase", label: msg("Erase"), icon: Trash2 },
] as const;

/** What can be done with the contacts ticked; each action names the count and asks. */
export function BulkBar({ ids, everybody, onEverybody, total, filters, choices, onDone }: Props) {
  const { api, can, format } = useWorkspace();
  const router = useRouter();
  const [open, setOpen] = useState<BulkKind | null>(null);
  const count = everybody ? total.count : ids.length;
  const plus = everybody && total.capped ? "+" : "";
  const apply = useMutation({
    mutationFn: (change: Record<string, unknown>) =>
      api.post<{ selected: number; changed: number }>("/contacts/changes", {
        selection: everybody ? { filters } : { ids },
        change,
      }),
    onSuccess: ({ selected, changed }) => {
      const rest = selected - changed;
      const numbers = { changed: format.number(changed), selected: format.number(selected) };
      toast.success(
        rest > 0
          ? t(
              "{changed} of {selected} changed; {rest, plural, one {# was that way already or may not be changed} other {# were that way already or may not be changed}}.",
              { ...numbers, rest },
            )
          : t("{changed} of {selected} changed.", numbers),
      );
      onDone();
      router.refresh();
    },
  });
  return (
    <>
      <SelectionBar
        label={t("Selected contacts")}
        selected={t("{count, plural, one {# contact selected} other {#{plus} contacts selected}}", { count, plus })}
        more={
          onEverybody && !everybody ? (
            <Button variant="link" size="sm" className="px-0" onClick={onEverybody}>
              {t("{count, plural, one {Select the # found} other {Select all #{plus} found}}", {
                count: total.count,
                plus: total.capped ? "+" : "",
              })}
            </Button>
          ) : null
        }
        place="below"
        onClear={onDone}
      >
        {actions
          .filter(({ kind }) => can(kind === "erase" ? "contacts.delete" : "contacts.write"))
          .map(({ kind, label, icon: Icon }) => (
            <Button key={kind} variant="outline" size="sm" onClick={() => setOpen(kind)}>
              <Icon aria-hidden />
              {t(label)}
            </Button>
          ))}
      </SelectionBar>
      {open ? (
        <BulkDialog
          kind={open}
          count={count}
          plus={plus}
          confirmText={count > 10 ? (plus ? t("everybody") : String(count)) : undefined}
          lists={choices.lists}
          onClose={() => setOpen(null)}
          onConfirm={(change) => apply.mutateAsync(change)}
        />
      ) : null}
    </>
  );
}

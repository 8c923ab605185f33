"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { NativeSelect } from "@/components/ui/native-select";
import { Textarea } from "@/components/ui/textarea";
import { type Msg, msg, t } from "@/lib/language/t";
import { TagPicker } from "./tag-picker";

export type BulkKind = "add_to_list" | "remove_from_list" | "add_tag" | "erase";

interface Props {
  kind: BulkKind;
  /** So many contacts. */
  count: number;
  /** "+" where there are more. */
  plus: string;
  /** What has to be typed before many people are erased. */
  confirmText?: string;
  lists: { id: string; name: string }[];
  onClose: () => void;
  onConfirm: (change: Record<string, unknown>) => Promise<unknown>;
}

const texts: Record<BulkKind, { title: Msg; description: Msg; confirm: Msg }> = {
  add_to_list: {
    title: msg("{count, plural, one {Add # contact to a list?} other {Add #{plus} contacts to a list?}}"),
    description: msg("They are subscribed at once. Who unsubscribed from the list stays unsubscribed."),
    confirm: msg("Add to list"),
  },
  remove_from_list: {
    title: msg("{count, plural, one {Remove # contact from a list?} other {Remove #{plus} contacts from a list?}}"),
    description: msg("They are marked as unsubscribed from it, with a note in the consent ledger."),
    confirm: msg("Remove from list"),
  },
  add_tag: {
    title: msg("{count, plural, one {Tag # contact?} other {Tag #{plus} contacts?}}"),
    description: msg("A tag that does not exist yet is made."),
    confirm: msg("Add tag"),
  },
  erase: {
    title: msg("{count, plural, one {Erase # contact?} other {Erase #{plus} contacts?}}"),
    description: msg(
      "Their details, tags and subscriptions are deleted and cannot be brought back. Reports keep their sums; suppressions keep the address, the consent ledger a hash of it. Imports do not bring these people back.",
    ),
    confirm: msg("Erase"),
  },
};

/** Asks before a mass action, with what the action still needs to know. */
export function BulkDialog({ kind, count, plus, confirmText, lists, onClose, onConfirm }: Props) {
  const [listId, setListId] = useState(lists[0]?.id ?? "");
  const [consent, setConsent] = useState("");
  const [tag, setTag] = useState<string[]>([]);
  const text = texts[kind];
  const change = {
    add_to_list: { kind, listId, consent },
    remove_from_list: { kind, listId },
    add_tag: { kind, tag: tag[0] ?? "" },
    erase: { kind },
  }[kind];
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t(text.title, { count, plus })}
      description={t(text.description)}
      confirmLabel={t(text.confirm)}
      destructive={kind === "erase"}
      typeToConfirm={kind === "erase" ? confirmText : undefined}
      onConfirm={() => onConfirm(change)}
    >
      {kind === "add_to_list" || kind === "remove_from_list" ? (
        <Field label={t("List")} required>
          <NativeSelect value={listId} onChange={(event) => setListId(event.target.value)}>
            {lists.map((list) => (
              <option key={list.id} value={list.id}>
                {list.name}
              </option>
            ))}
          </NativeSelect>
        </Field>
      ) : null}
      {kind === "add_to_list" ? (
        <Field label={t("Where and how did they agree?")} help={t("Kept as proof with every person.")} required>
          <Textarea value={consent} onChange={(event) => setConsent(event.target.value)} rows={2} maxLength={1000} />
        </Field>
      ) : null}
      {kind === "add_tag" ? (
        <fieldset className="grid gap-2">
          <legend className="mb-2 font-medium text-sm">{t("Tag")}</legend>
          <TagPicker single value={tag} onChange={setTag} />
        </fieldset>
      ) : null}
    </ConfirmDialog>
  );
}

"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { RelativeTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { FieldError } from "@/components/ui/field-error";
import { IconButton } from "@/components/ui/icon-button";
import { Textarea } from "@/components/ui/textarea";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import type { ContactNoteItem } from "@/lib/people/contacts/notes";

interface Props {
  contactId: string;
  initial: ContactNoteItem[];
}

/** What people of the workspace keep in mind about a person. */
export function ContactNotes({ contactId, initial }: Props) {
  const { can } = useWorkspace();
  const { notes, add, remove } = useNotes({ contactId, initial });
  const [text, setText] = useState("");
  const mayWrite = can("contacts.write");
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Notes")}</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-4">
        {mayWrite ? (
          <form
            className="grid gap-2"
            onSubmit={(event) => {
              event.preventDefault();
              if (text.trim()) add.mutate(text, { onSuccess: () => setText("") });
            }}
          >
            <Textarea
              aria-label={t("New note")}
              placeholder={t("What should your colleagues know?")}
              rows={2}
              maxLength={5000}
              className="min-h-16"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
            <FieldError message={add.error?.message} />
            {text.trim() ? (
              <Button type="submit" size="sm" className="w-fit" pending={add.isPending}>
                {t("Add note")}
              </Button>
            ) : null}
          </form>
        ) : null}
        {notes.length === 0 && !mayWrite ? <p className="text-muted-foreground text-sm">{t("No notes.")}</p> : null}
        <ul className="grid gap-4 empty:hidden">
          {notes.map((note) => (
            <li key={note.id} className="grid gap-1 text-sm">
              <p className="whitespace-pre-wrap break-words">{note.text}</p>
              <p className="flex items-center gap-1 text-muted-foreground text-xs">
                {rich("{person}, <when></when>", {
                  person: note.writtenBy,
                  when: () => <RelativeTime value={note.createdAt} />,
                })}
                {mayWrite ? (
                  <ConfirmDialog
                    trigger={<IconButton icon={Trash2} className="ms-auto" label={t("Delete this note")} />}
                    title={t("Delete the note of {person}?", { person: note.writtenBy })}
                    description={t("It does not come back.")}
                    confirmLabel={t("Delete note")}
                    destructive
                    onConfirm={() => remove.mutateAsync(note)}
                  />
                ) : null}
              </p>
            </li>
          ))}
        </ul>
      </CardContent>
    </Card>
  );
}

function useNotes({ contactId, initial }: Props) {
  const { api } = useWorkspace();
  const queryClient = useQueryClient();
  const queryKey = ["contacts", contactId, "notes"];
  const { data } = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<{ items: ContactNoteItem[] }>(`/contacts/${contactId}/notes`, { signal }),
    initialData: { items: initial },
  });
  const reload = () => queryClient.invalidateQueries({ queryKey });
  const add = useMutation({
    mutationFn: (text: string) => api.post(`/contacts/${contactId}/notes`, { text }),
    onSuccess: reload,
  });
  const remove = useMutation({
    mutationFn: ({ id }: ContactNoteItem) => api.delete(`/contacts/${contactId}/notes/${id}`),
    onSuccess: reload,
  });
  return { notes: data.items, add, remove };
}

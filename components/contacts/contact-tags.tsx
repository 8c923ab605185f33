"use client";

import { useMutation } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useId, useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { FieldError } from "@/components/ui/field-error";
import { Input } from "@/components/ui/input";
import { t } from "@/lib/language/t";
import type { ContactProfile } from "@/lib/people/contacts/contact-profile";

interface Props {
  contact: ContactProfile;
  /** Tags in use, offered while typing. */
  known: string[];
  onChanged: (contact: ContactProfile) => void;
}

export function ContactTags({ contact, known, onChanged }: Props) {
  const { api, can } = useWorkspace();
  const [text, setText] = useState("");
  const listId = useId();
  const save = useMutation({
    mutationFn: (tags: string[]) => api.patch<ContactProfile>(`/contacts/${contact.id}`, { tags }),
    onSuccess: (next) => {
      setText("");
      onChanged(next);
    },
  });
  const mayWrite = can("contacts.write");
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Tags")}</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-3">
        {contact.tags.length === 0 ? <p className="text-muted-foreground text-sm">{t("No tags.")}</p> : null}
        <ul className="flex flex-wrap gap-1.5 empty:hidden" aria-label={t("Tags")}>
          {contact.tags.map((tag) => (
            <li key={tag}>
              <Badge variant="outline">
                {tag}
                {mayWrite ? (
                  <button
                    type="button"
                    aria-label={t("Remove the tag {tag}", { tag })}
                    className="-me-1 rounded-full p-0.5 hover:bg-accent"
                    onClick={() => save.mutate(contact.tags.filter((one) => one !== tag))}
                  >
                    <X aria-hidden className="size-3" />
                  </button>
                ) : null}
              </Badge>
            </li>
          ))}
        </ul>
        {mayWrite ? (
          <form
            className="flex gap-2"
            onSubmit={(event) => {
              event.preventDefault();
              if (text.trim()) save.mutate([...contact.tags, text.trim()]);
            }}
          >
            <Input
              aria-label={t("New tag")}
              placeholder={t("New tag")}
              list={listId}
              maxLength={60}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
            <datalist id={listId}>
              {known.map((tag) => (
                <option key={tag} value={tag} />
              ))}
            </datalist>
            <Button type="submit" variant="outline" pending={save.isPending} disabled={!text.trim()}>
              {t("Add")}
            </Button>
          </form>
        ) : null}
        <FieldError message={save.error?.message} />
      </CardContent>
    </Card>
  );
}

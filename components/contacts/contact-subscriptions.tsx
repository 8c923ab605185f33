"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { DateTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { NativeSelect } from "@/components/ui/native-select";
import { Textarea } from "@/components/ui/textarea";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import type { ContactProfile } from "@/lib/people/contacts/contact-profile";
import { sourceText } from "./source-text";
import { SubscriptionBadge } from "./subscription-badge";

interface Props {
  contact: ContactProfile;
  lists: { id: string; name: string }[];
  onChanged: (contact: ContactProfile) => void;
}

/** Status per list, since when and from where. */
export function ContactSubscriptions({ contact, lists, onChanged }: Props) {
  const { can, path, api } = useWorkspace();
  const unsubscribe = useMutation({
    mutationFn: (listId: string) => api.delete<ContactProfile>(`/contacts/${contact.id}/subscriptions/${listId}`),
    onSuccess: onChanged,
  });
  const joined = new Set(
    contact.subscriptions.filter(({ status }) => status === "confirmed").map(({ listId }) => listId),
  );
  const free = lists.filter(({ id }) => !joined.has(id));
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Lists")}</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-3">
        {contact.subscriptions.length === 0 ? (
          <p className="text-muted-foreground text-sm">
            {t("On no list: campaigns to lists do not reach this person.")}
          </p>
        ) : null}
        <ul className="grid gap-3">
          {contact.subscriptions.map((one) => (
            <li key={one.listId} className="flex items-start justify-between gap-3 text-sm">
              <div className="grid min-w-0 gap-1">
                <Link
                  href={path("/lists/[listId]", { listId: one.listId })}
                  className="truncate rounded-sm font-medium hover:underline"
                >
                  {one.name}
                </Link>
                <span className="flex flex-wrap items-center gap-1.5 text-muted-foreground text-xs">
                  <SubscriptionBadge status={one.status} suppressed={contact.suppression !== null} />
                  <span>
                    {rich("since <date></date>", { date: () => <DateTime value={one.since} dateOnly /> })} ·{" "}
                    {sourceText(one.source)}
                  </span>
                </span>
                {one.reason ? <span className="text-muted-foreground text-xs">“{one.reason}”</span> : null}
              </div>
              {one.status !== "unsubscribed" && can("contacts.write") ? (
                <ConfirmDialog
                  trigger={
                    <Button variant="ghost" size="sm">
                      {t("Unsubscribe")}
                    </Button>
                  }
                  title={t("Unsubscribe from {list}?", { list: one.name })}
                  description={t("{email} gets no more campaigns of this list.", { email: contact.email })}
                  confirmLabel={t("Unsubscribe")}
                  destructive
                  onConfirm={() => unsubscribe.mutateAsync(one.listId)}
                />
              ) : null}
            </li>
          ))}
        </ul>
        {can("contacts.write") && free.length > 0 ? (
          <SubscribeDialog contact={contact} lists={free} onChanged={onChanged} />
        ) : null}
      </CardContent>
    </Card>
  );
}

function SubscribeDialog({ contact, lists, onChanged }: Props) {
  const { api } = useWorkspace();
  const [chosen, setChosen] = useState("");
  const [consent, setConsent] = useState("");
  const listId = chosen || lists[0]?.id;
  return (
    <ConfirmDialog
      trigger={
        <Button variant="outline" size="sm" className="w-fit">
          {t("Add to a list")}
        </Button>
      }
      title={t("Add {email} to a list", { email: contact.email })}
      description={t("Only with their agreement, also when they unsubscribed before: your words are kept as proof.")}
      confirmLabel={t("Add to list")}
      onConfirm={async () => {
        onChanged(await api.put<ContactProfile>(`/contacts/${contact.id}/subscriptions/${listId}`, { consent }));
        setConsent("");
      }}
    >
      <Field label={t("List")} required>
        <NativeSelect value={listId} onChange={(event) => setChosen(event.target.value)}>
          {lists.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </NativeSelect>
      </Field>
      <Field label={t("Where and how did this person agree?")} required>
        <Textarea rows={2} value={consent} onChange={(event) => setConsent(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}

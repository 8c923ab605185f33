"use client";

import { useMutation } from "@tanstack/react-query";
import { Inbox, Pencil, Plus, Power, RefreshCw, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { RelativeTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { ActionsMenu } from "@/components/ui/actions-menu";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardAction, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/toaster";
import { errorMessage } from "@/lib/client/api";
import type { MailboxView } from "@/lib/inbound/mail/mailbox-schema";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import { MailboxForm } from "./mailbox-form";

/** Mailboxes that are read by IMAP every minute, with how the last reading went. */
export function MailboxesCard({ mailboxes }: { mailboxes: MailboxView[] }) {
  const [editing, setEditing] = useState<MailboxView | "new" | null>(null);
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Mailboxes")}</CardTitle>
        <CardDescription>
          {t(
            "Where there is no listener: a mailbox that bounces and replies go to, read every minute over IMAP. Use one that holds nothing else.",
          )}
        </CardDescription>
        <CardAction>
          <Button variant="outline" size="sm" onClick={() => setEditing("new")}>
            <Plus aria-hidden />
            {t("Add mailbox")}
          </Button>
        </CardAction>
      </CardHeader>
      <CardContent>
        {mailboxes.length === 0 ? (
          <p className="flex items-center gap-2 text-muted-foreground text-sm">
            <Inbox aria-hidden className="size-4" />
            {t("No mailbox is read.")}
          </p>
        ) : (
          <ul className="divide-y">
            {mailboxes.map((mailbox) => (
              <MailboxRow key={mailbox.id} mailbox={mailbox} onEdit={() => setEditing(mailbox)} />
            ))}
          </ul>
        )}
      </CardContent>
      <Dialog open={editing !== null} onOpenChange={(open) => open || setEditing(null)}>
        <DialogContent>
          {editing ? (
            <MailboxForm mailbox={editing === "new" ? null : editing} onDone={() => setEditing(null)} />
          ) : null}
        </DialogContent>
      </Dialog>
    </Card>
  );
}

function MailboxRow({ mailbox, onEdit }: { mailbox: MailboxView; onEdit: () => void }) {
  const { lastSuccessAt, nextPollAt } = mailbox;
  return (
    <li className="flex items-start gap-3 py-3 first:pt-0 last:pb-0">
      <div className="grid min-w-0 flex-1 gap-0.5 text-sm">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{mailbox.name}</span>
          <State mailbox={mailbox} />
        </p>
        <p className="break-all text-muted-foreground">
          {t("{username} at {host}, {folder}", {
            username: mailbox.username,
            host: mailbox.host,
            folder: mailbox.folder,
          })}
        </p>
        {mailbox.enabled && mailbox.lastError ? (
          <p className="break-words text-destructive">{mailbox.lastError}</p>
        ) : null}
        <p className="text-muted-foreground text-xs tabular-nums">
          {t("{count, plural, one {# mail} other {# mails}} read", { count: mailbox.keptCount })}
          {lastSuccessAt ? (
            <>, {rich("last looked <when></when>", { when: () => <RelativeTime value={lastSuccessAt} /> })}</>
          ) : null}
          {mailbox.lastError && nextPollAt ? (
            <>, {rich("next try <when></when>", { when: () => <RelativeTime value={nextPollAt} /> })}</>
          ) : null}
        </p>
      </div>
      <MailboxActions mailbox={mailbox} onEdit={onEdit} />
    </li>
  );
}

function State({ mailbox }: { mailbox: MailboxView }) {
  if (!mailbox.enabled) return <Badge variant="secondary">{t("Turned off", undefined, "a mailbox")}</Badge>;
  if (mailbox.lastError) return <Badge variant="warning">{t("Cannot be read")}</Badge>;
  return mailbox.lastSuccessAt ? (
    <Badge variant="success">{t("Working")}</Badge>
  ) : (
    <Badge variant="info">{t("Not read yet")}</Badge>
  );
}

function MailboxActions({ mailbox, onEdit }: { mailbox: MailboxView; onEdit: () => void }) {
  const { api } = useWorkspace();
  const router = useRouter();
  const [deleting, setDeleting] = useState(false);
  const at = `/inbound-mailboxes/${mailbox.id}`;
  const act = useMutation({
    mutationFn: (what: "poll" | "toggle") =>
      what === "poll" ? api.post(`${at}/poll`) : api.patch(at, { enabled: !mailbox.enabled }),
    onSuccess: (_result, what) => {
      if (what === "poll") toast.success(t("It is being read."));
      router.refresh();
    },
    onError: (error) => toast.error(errorMessage(error)),
  });
  return (
    <>
      <ActionsMenu name={mailbox.name} size="icon-sm">
        <DropdownMenuItem disabled={!mailbox.enabled} onSelect={() => act.mutate("poll")}>
          <RefreshCw aria-hidden />
          {t("Read now")}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={onEdit}>
          <Pencil aria-hidden />
          {t("Edit")}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => act.mutate("toggle")}>
          <Power aria-hidden />
          {mailbox.enabled ? t("Turn off") : t("Turn on")}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem variant="destructive" onSelect={() => setDeleting(true)}>
          <Trash2 aria-hidden />
          {t("Delete")}
        </DropdownMenuItem>
      </ActionsMenu>
      <ConfirmDialog
        open={deleting}
        onOpenChange={setDeleting}
        title={t("Delete {name}?", { name: mailbox.name })}
        description={t("It is not read any longer, and its password is forgotten. The mails that were read stay here.")}
        confirmLabel={t("Delete mailbox")}
        destructive
        onConfirm={async () => {
          await api.delete(at);
          router.refresh();
        }}
      />
    </>
  );
}

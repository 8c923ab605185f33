"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { toast } from "@/components/ui/toaster";
import { errorMessage } from "@/lib/client/api";
import { t } from "@/lib/language/t";
import type { SenderView } from "@/lib/sending/transports/queries";
import { DomainStatusBadge } from "./domain-status-badge";
import { SenderDialog } from "./sender-dialog";

export function SenderTable({ senders, domainNames }: { senders: SenderView[]; domainNames: string[] }) {
  return (
    <Table label={t("Senders")} containerClassName="rounded-xl border">
      <TableHeader>
        <TableRow>
          <TableHead>{t("Sender")}</TableHead>
          <TableHead className="hidden md:table-cell">{t("Replies go to")}</TableHead>
          <TableHead className="hidden sm:table-cell">{t("Domain")}</TableHead>
          <TableHead>
            <span className="sr-only">{t("Actions")}</span>
          </TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {senders.map((sender) => (
          <SenderLine key={sender.id} sender={sender} domainNames={domainNames} />
        ))}
      </TableBody>
    </Table>
  );
}

function SenderLine({ sender, domainNames }: { sender: SenderView; domainNames: string[] }) {
  const { can } = useWorkspace();
  return (
    <TableRow>
      <TableCell>
        <div className="grid min-w-0 gap-0.5">
          <span className="flex flex-wrap items-center gap-2 font-medium">
            {sender.name}
            {sender.isDefault ? <Badge variant="outline">{t("Default")}</Badge> : null}
          </span>
          <span className="break-all text-muted-foreground text-xs">
            <bdi>{sender.email}</bdi>
          </span>
        </div>
      </TableCell>
      <TableCell className="hidden break-all text-muted-foreground md:table-cell">
        {sender.replyTo ?? t("The same address")}
      </TableCell>
      <TableCell className="hidden sm:table-cell">
        <DomainStatusBadge status={sender.domainStatus} />
      </TableCell>
      <TableCell>
        {can("sending.write") ? (
          <div className="flex flex-wrap justify-end gap-1">
            {sender.isDefault ? null : <MakeDefault sender={sender} />}
            <SenderDialog sender={sender} domainNames={domainNames} />
            <RemoveSender sender={sender} />
          </div>
        ) : null}
      </TableCell>
    </TableRow>
  );
}

function MakeDefault({ sender }: { sender: SenderView }) {
  const { api } = useWorkspace();
  const router = useRouter();
  const change = useMutation({
    mutationFn: () => api.patch(`/senders/${sender.id}`, { isDefault: true }),
    onSuccess: () => toast.success(t("New campaigns come from {name}", { name: sender.name })),
    onError: (error) => toast.error(errorMessage(error)),
    onSettled: () => router.refresh(),
  });
  return (
    <Button variant="ghost" size="sm" pending={change.isPending} onClick={() => change.mutate()}>
      {t("Make default")}
      <span className="sr-only">{sender.name}</span>
    </Button>
  );
}

function RemoveSender({ sender }: { sender: SenderView }) {
  const { api } = useWorkspace();
  const router = useRouter();
  async function remove() {
    await api.delete(`/senders/${sender.id}`);
    toast.success(t("{name} was removed", { name: sender.name }));
    router.refresh();
  }
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" size="sm" className="text-muted-foreground hover:text-destructive">
          {t("Remove")}
          <span className="sr-only">{sender.name}</span>
        </Button>
      }
      destructive
      title={t("Remove {name} <{email}>?", { name: sender.name, email: sender.email })}
      description={t(
        "Drafts that use it will ask for another sender. Campaigns that were sent keep it in their history.",
      )}
      confirmLabel={t("Remove sender")}
      onConfirm={remove}
    />
  );
}

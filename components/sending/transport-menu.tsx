"use client";

import { useMutation } from "@tanstack/react-query";
import { Ellipsis, Pause, Play, Star, Trash2 } from "lucide-react";
import { useState } from "react";
import { useWorkspaceApi } from "@/components/shell/workspace-provider";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toaster";
import { errorMessage } from "@/lib/client/api";
import { t } from "@/lib/language/t";
import { isEmbedded } from "@/lib/mail/transports/kinds/transport-kinds.shared";
import type { TransportView } from "@/lib/sending/transports/transport-view";
import { useTransportsChanged } from "./use-transports";

/** One change of a transport by a press of a button. */
export function useTransportAction(transport: TransportView) {
  const api = useWorkspaceApi();
  const changed = useTransportsChanged();
  const path = `/transports/${transport.id}`;
  return useMutation({
    mutationFn: (action: "pause" | "resume" | "default") =>
      action === "resume" ? api.delete(`${path}/pause`) : api.put(`${path}/${action}`),
    onSuccess: (_result, action) => toast.success(doneText[action](transport.name)),
    onError: (error) => toast.error(errorMessage(error)),
    onSettled: changed,
  });
}

const doneText = {
  pause: (name: string) => t("{name} is paused", { name }),
  resume: (name: string) => t("{name} is in use again", { name }),
  default: (name: string) => t("{name} is the default", { name }),
};

export function TransportMenu({ transport }: { transport: TransportView }) {
  const action = useTransportAction(transport);
  const [asking, setAsking] = useState<"default" | "remove" | null>(null);
  const resting = transport.health.state !== "working";
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton
            icon={Ellipsis}
            label={t("More for {name}", { name: transport.name })}
            pending={action.isPending}
          />
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {transport.isDefault ? null : (
            <DropdownMenuItem disabled={transport.problem !== null} onSelect={() => setAsking("default")}>
              <Star aria-hidden /> {t("Make default")}
            </DropdownMenuItem>
          )}
          {resting ? (
            <DropdownMenuItem onSelect={() => action.mutate("resume")}>
              <Play aria-hidden /> {t("Resume")}
            </DropdownMenuItem>
          ) : null}
          {transport.health.state === "paused" ? null : (
            <DropdownMenuItem onSelect={() => action.mutate("pause")}>
              <Pause aria-hidden /> {t("Pause")}
            </DropdownMenuItem>
          )}
          {transport.isDefault ? null : (
            <>
              <DropdownMenuSeparator />
              <DropdownMenuItem variant="destructive" onSelect={() => setAsking("remove")}>
                <Trash2 aria-hidden /> {t("Remove")}
              </DropdownMenuItem>
            </>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      <MakeDefault
        transport={transport}
        open={asking === "default"}
        close={() => setAsking(null)}
        confirm={() => action.mutateAsync("default")}
      />
      <Remove transport={transport} open={asking === "remove"} close={() => setAsking(null)} />
    </>
  );
}

interface AskProps {
  transport: TransportView;
  open: boolean;
  close: () => void;
}

function MakeDefault({ transport, open, close, confirm }: AskProps & { confirm: () => Promise<unknown> }) {
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => (next ? undefined : close())}
      title={t("Make {name} the default?", { name: transport.name })}
      description={
        isEmbedded(transport.kind)
          ? t("From then on everything goes to the embedded mailbox, and no mail leaves this machine.")
          : t(
              "Tests and other single mails leave by it. If the embedded mailbox was the default, campaigns go to real recipients from now on.",
            )
      }
      confirmLabel={t("Make default")}
      onConfirm={confirm}
    />
  );
}

function Remove({ transport, open, close }: AskProps) {
  const api = useWorkspaceApi();
  const changed = useTransportsChanged();
  async function remove() {
    await api.delete(`/transports/${transport.id}`);
    toast.success(t("{name} was removed", { name: transport.name }));
    changed();
  }
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => (next ? undefined : close())}
      destructive
      title={t("Remove {name}?", { name: transport.name })}
      description={t("Its settings and limits are deleted. Mail that was sent through it keeps its reports.")}
      confirmLabel={t("Remove sending service")}
      onConfirm={remove}
    />
  );
}

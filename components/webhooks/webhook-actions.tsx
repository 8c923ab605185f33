"use client";

import { KeyRound, Pencil, Power, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { ActionsMenu } from "@/components/ui/actions-menu";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import type { WebhookView } from "@/lib/edges/webhooks/schema";
import { t } from "@/lib/language/t";
import { RotateSecretDialog } from "./rotate-secret-dialog";
import { WebhookForm } from "./webhook-form";

type Action = "edit" | "rotate" | "toggle" | "delete";

/** Changing, a new secret, off and on, deleting. */
export function WebhookActions({ webhook }: { webhook: WebhookView }) {
  const { api, path } = useWorkspace();
  const router = useRouter();
  const [action, setAction] = useState<Action | null>(null);
  const close = () => setAction(null);
  const at = `/webhooks/${webhook.id}`;
  return (
    <>
      <ActionsMenu name={webhook.name} variant="outline">
        <DropdownMenuItem onSelect={() => setAction("edit")}>
          <Pencil aria-hidden />
          {t("Change")}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => setAction("rotate")}>
          <KeyRound aria-hidden />
          {t("New secret")}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => setAction("toggle")}>
          <Power aria-hidden />
          {webhook.enabled ? t("Disable") : t("Enable")}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem variant="destructive" onSelect={() => setAction("delete")}>
          <Trash2 aria-hidden />
          {t("Delete")}
        </DropdownMenuItem>
      </ActionsMenu>
      <EditDialog webhook={webhook} open={action === "edit"} onClose={close} />
      <RotateSecretDialog webhook={webhook} open={action === "rotate"} onClose={close} />
      <ConfirmDialog
        open={action === "toggle"}
        onOpenChange={(open) => open || close()}
        title={
          webhook.enabled ? t("Disable {name}?", { name: webhook.name }) : t("Enable {name}?", { name: webhook.name })
        }
        description={
          webhook.enabled
            ? t(
                "What waits is sent when you enable it again. What happens meanwhile is kept for seven days, and sent when you replay it.",
              )
            : t(
                "What has been waiting is sent at once. What happened while it was disabled is sent when you replay it.",
              )
        }
        confirmLabel={webhook.enabled ? t("Disable") : t("Enable")}
        destructive={webhook.enabled}
        onConfirm={async () => {
          await api.patch(at, { enabled: !webhook.enabled });
          router.refresh();
        }}
      />
      <ConfirmDialog
        open={action === "delete"}
        onOpenChange={(open) => open || close()}
        title={t("Delete {name}?", { name: webhook.name })}
        description={t("Nothing more is sent to it, and its deliveries are forgotten.")}
        confirmLabel={t("Delete webhook")}
        destructive
        onConfirm={async () => {
          await api.delete(at);
          router.push(path("/settings/webhooks"));
          router.refresh();
        }}
      />
    </>
  );
}

function EditDialog({ webhook, open, onClose }: { webhook: WebhookView; open: boolean; onClose: () => void }) {
  const { api } = useWorkspace();
  const router = useRouter();
  const { name, url, eventTypes } = webhook;
  return (
    <Dialog open={open} onOpenChange={(next) => next || onClose()}>
      <DialogContent>
        <WebhookForm
          title={t("Change {name}", { name })}
          description={t("What waits goes to the new address too.")}
          submit={t("Save")}
          initial={{ name, url, eventTypes }}
          send={({ url: given, ...values }) =>
            api.patch(`/webhooks/${webhook.id}`, { ...values, ...(given !== url && { url: given }) })
          }
          onDone={() => {
            onClose();
            router.refresh();
          }}
        />
      </DialogContent>
    </Dialog>
  );
}

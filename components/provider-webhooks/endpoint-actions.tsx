"use client";

import { KeyRound, Link2, Power, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { ActionsMenu } from "@/components/ui/actions-menu";
import { ConfirmDialog, type ConfirmDialogProps } from "@/components/ui/confirm-dialog";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import type { EndpointView } from "@/lib/inbound/provider-webhooks/schema";
import { aboutProviders } from "@/lib/inbound/providers/schema";
import { t } from "@/lib/language/t";

type Action = "toggle" | "address" | "credentials" | "delete";

/** New address, new password, off and on, delete: each asks first, because calls that come in between are lost. */
export function EndpointActions({ endpoint }: { endpoint: EndpointView }) {
  const [action, setAction] = useState<Action | null>(null);
  const dialog = useDialogs(endpoint)[action ?? "toggle"];
  const generated = aboutProviders[endpoint.provider].proof.by === "credentials";
  return (
    <>
      <ActionsMenu name={endpoint.name} variant="outline">
        <DropdownMenuItem onSelect={() => setAction("address")}>
          <Link2 aria-hidden />
          {t("New address")}
        </DropdownMenuItem>
        {generated ? (
          <DropdownMenuItem onSelect={() => setAction("credentials")}>
            <KeyRound aria-hidden />
            {t("New password")}
          </DropdownMenuItem>
        ) : null}
        <DropdownMenuItem onSelect={() => setAction("toggle")}>
          <Power aria-hidden />
          {endpoint.enabled ? t("Turn off") : t("Turn on")}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem variant="destructive" onSelect={() => setAction("delete")}>
          <Trash2 aria-hidden />
          {t("Delete")}
        </DropdownMenuItem>
      </ActionsMenu>
      <ConfirmDialog {...dialog} open={action !== null} onOpenChange={(open) => open || setAction(null)} />
    </>
  );
}

function useDialogs(endpoint: EndpointView): Record<Action, ConfirmDialogProps> {
  const { api, path } = useWorkspace();
  const router = useRouter();
  const label = aboutProviders[endpoint.provider].label;
  const at = `/provider-webhooks/${endpoint.id}`;
  const then = async (done: Promise<unknown>) => {
    await done;
    router.refresh();
  };
  return {
    toggle: {
      title: endpoint.enabled
        ? t("Turn {name} off?", { name: endpoint.name })
        : t("Turn {name} on?", { name: endpoint.name }),
      description: endpoint.enabled
        ? t("Calls of {label} are not taken, and what it tells in the meantime is lost. You can turn it on again.", {
            label,
          })
        : t("Calls of {label} are taken again from now on.", { label }),
      confirmLabel: endpoint.enabled ? t("Turn off") : t("Turn on"),
      destructive: endpoint.enabled,
      onConfirm: () => then(api.patch(at, { enabled: !endpoint.enabled })),
    },
    address: {
      title: t("Make a new address?"),
      description: t("The old address stops at once. Paste the new one at {label} right after.", { label }),
      confirmLabel: t("Make a new address"),
      destructive: true,
      onConfirm: () => then(api.post(`${at}/address`)),
    },
    credentials: {
      title: t("Make a new password?"),
      description: t("The old one stops at once. Type the new one in at {label} right after.", { label }),
      confirmLabel: t("Make a new password"),
      destructive: true,
      onConfirm: () => then(api.post(`${at}/credentials`)),
    },
    delete: {
      title: t("Delete {name}?", { name: endpoint.name }),
      description: t("Its address stops and its calls are forgotten. What they reported about your mail stays."),
      confirmLabel: t("Delete endpoint"),
      destructive: true,
      onConfirm: async () => {
        await api.delete(at);
        router.push(path("/settings/provider-webhooks"));
        router.refresh();
      },
    },
  };
}

"use client";

import { Ban, Pencil, RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useWorkspaceApi } from "@/components/shell/workspace-provider";
import { ActionsMenu } from "@/components/ui/actions-menu";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import type { ApiKeyView } from "@/lib/edges/api-keys/schema";
import { t } from "@/lib/language/t";
import { ChangeKeyDialog } from "./change-key-dialog";
import type { DomainOption } from "./key-fields";
import { RotateKeyDialog } from "./rotate-key-dialog";

/** Changing, rotating and revoking, which each ask first. */
export function KeyActions({ apiKey, domains }: { apiKey: ApiKeyView; domains: readonly DomainOption[] }) {
  const api = useWorkspaceApi();
  const router = useRouter();
  const [action, setAction] = useState<"change" | "rotate" | "revoke" | null>(null);
  async function revoke() {
    await api.delete(`/api-keys/${apiKey.id}`);
    router.refresh();
  }
  return (
    <>
      <ActionsMenu name={apiKey.name} variant="outline">
        <DropdownMenuItem onSelect={() => setAction("change")}>
          <Pencil aria-hidden />
          {t("Change")}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => setAction("rotate")}>
          <RotateCw aria-hidden />
          {t("Rotate")}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem variant="destructive" onSelect={() => setAction("revoke")}>
          <Ban aria-hidden />
          {t("Revoke")}
        </DropdownMenuItem>
      </ActionsMenu>
      <ChangeKeyDialog apiKey={apiKey} domains={domains} open={action === "change"} onClose={() => setAction(null)} />
      <RotateKeyDialog apiKey={apiKey} open={action === "rotate"} onClose={() => setAction(null)} />
      <ConfirmDialog
        open={action === "revoke"}
        onOpenChange={(open) => open || setAction(null)}
        title={t("Revoke {name}?", { name: apiKey.name })}
        description={
          apiKey.scopes.includes("api-keys.manage")
            ? t(
                "Programs that use it are refused at once, as are those with keys that it made. A revoked key cannot be brought back.",
              )
            : t("Programs that use it are refused at once. A revoked key cannot be brought back.")
        }
        confirmLabel={t("Revoke key")}
        destructive
        onConfirm={revoke}
      />
    </>
  );
}

"use client";

import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { ActionsMenu } from "@/components/ui/actions-menu";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import type { InstallationWorkspaceItem } from "@/lib/installation/schema";
import { t } from "@/lib/language/t";
import { LimitsDialog } from "./limits-dialog";
import { SuspendDialog } from "./suspend-dialog";
import { useChange, useDone } from "./use-change";

type Asking = "suspend" | "resume" | "limits" | null;

/** What an operator does to a workspace. */
export function WorkspaceMenu({ workspace }: { workspace: InstallationWorkspaceItem }) {
  const { api } = useWorkspace();
  const [asking, setAsking] = useState<Asking>(null);
  const { id, name, suspendedAt, mayUseInstallationTransport: granted } = workspace;
  const path = `/installation/workspaces/${id}`;
  const change = useChange();
  const close = () => setAsking(null);
  const done = useDone();
  return (
    <>
      <ActionsMenu name={name} pending={change.isPending}>
        <DropdownMenuItem
          onSelect={() =>
            change.mutate(
              granted
                ? {
                    call: () => api.delete(`${path}/transport-right`),
                    done: t("{name} no longer uses the installation's way out", { name }),
                  }
                : {
                    call: () => api.put(`${path}/transport-right`, {}),
                    done: t("{name} may use the installation's way out", { name }),
                  },
            )
          }
        >
          {granted ? t("Withdraw the installation's way out") : t("Grant the installation's way out")}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => setAsking("limits")}>{t("Set limits")}</DropdownMenuItem>
        <DropdownMenuSeparator />
        {suspendedAt ? (
          <DropdownMenuItem onSelect={() => setAsking("resume")}>{t("Lift the suspension")}</DropdownMenuItem>
        ) : (
          <DropdownMenuItem variant="destructive" onSelect={() => setAsking("suspend")}>
            {t("Suspend workspace")}
          </DropdownMenuItem>
        )}
      </ActionsMenu>
      {asking === "suspend" ? <SuspendDialog workspace={workspace} onClose={close} onDone={done} /> : null}
      {asking === "limits" ? <LimitsDialog workspace={workspace} onClose={close} onDone={done} /> : null}
      <ConfirmDialog
        open={asking === "resume"}
        onOpenChange={close}
        title={t("Let {name} go on?", { name })}
        description={t(
          "It may send and import again. Campaigns that were paused meanwhile wait until its people resume them.",
        )}
        confirmLabel={t("Lift the suspension")}
        onConfirm={async () => {
          await api.delete(`${path}/suspension`);
          done(t("{name} is no longer suspended", { name }));
        }}
      />
    </>
  );
}

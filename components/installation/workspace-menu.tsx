"use client";

import { useMutation } from "@tanstack/react-query";
import { MoreHorizontal } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/toaster";
import { errorMessage } from "@/lib/client/api";
import type { InstallationWorkspaceItem } from "@/lib/installation/schema";
import { LimitsDialog } from "./limits-dialog";
import { SuspendDialog } from "./suspend-dialog";

type Asking = "suspend" | "resume" | "limits" | null;

/** What an operator does to a workspace. */
export function WorkspaceMenu({ workspace }: { workspace: InstallationWorkspaceItem }) {
  const { api } = useWorkspace();
  const router = useRouter();
  const [asking, setAsking] = useState<Asking>(null);
  const { id, name, suspendedAt, mayUseInstallationTransport: granted } = workspace;
  const path = `/installation/workspaces/${id}`;
  const change = useMutation({
    mutationFn: () => (granted ? api.delete(`${path}/transport-right`) : api.put(`${path}/transport-right`, {})),
    onSuccess: () => toast.success(`${name} ${granted ? "no longer uses" : "may use"} the installation's way out`),
    onError: (error) => toast.error(errorMessage(error)),
    onSettled: () => router.refresh(),
  });
  const close = () => setAsking(null);
  const done = (text: string) => {
    toast.success(text);
    router.refresh();
  };
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon" aria-label={`Actions for ${name}`} disabled={change.isPending}>
            <MoreHorizontal aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={() => change.mutate()}>
            {granted ? "Withdraw the installation's way out" : "Grant the installation's way out"}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => setAsking("limits")}>Set limits</DropdownMenuItem>
          <DropdownMenuSeparator />
          {suspendedAt ? (
            <DropdownMenuItem onSelect={() => setAsking("resume")}>Lift the suspension</DropdownMenuItem>
          ) : (
            <DropdownMenuItem variant="destructive" onSelect={() => setAsking("suspend")}>
              Suspend workspace
            </DropdownMenuItem>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      {asking === "suspend" ? <SuspendDialog workspace={workspace} onClose={close} onDone={done} /> : null}
      {asking === "limits" ? <LimitsDialog workspace={workspace} onClose={close} onDone={done} /> : null}
      <ConfirmDialog
        open={asking === "resume"}
        onOpenChange={close}
        title={`Let ${name} go on?`}
        description="It may send and import again. Campaigns that were paused meanwhile wait until its people resume them."
        confirmLabel="Lift the suspension"
        onConfirm={async () => {
          await api.delete(`${path}/suspension`);
          done(`${name} is no longer suspended`);
        }}
      />
    </>
  );
}

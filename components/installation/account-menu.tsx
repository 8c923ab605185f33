"use client";

import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { ActionsMenu } from "@/components/ui/actions-menu";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import type { AccountItem } from "@/lib/installation/schema";
import { t } from "@/lib/language/t";
import { useChange, useDone } from "./use-change";

type Asking = "disable" | "sessions" | "factors" | null;

/** What an operator does to an account. */
export function AccountMenu({ account }: { account: AccountItem }) {
  const { api } = useWorkspace();
  const [asking, setAsking] = useState<Asking>(null);
  const path = `/installation/accounts/${account.id}`;
  const change = useChange();
  const { name, mayAddWorkspace, isOperator, isSelf, hasSecondFactor, disabledAt, openSessions } = account;
  if (isSelf) return null;
  return (
    <>
      <ActionsMenu name={name} pending={change.isPending}>
        {isOperator ? null : (
          <DropdownMenuItem
            onSelect={() =>
              change.mutate(
                mayAddWorkspace
                  ? {
                      call: () => api.delete(`${path}/workspace-right`),
                      done: t("{name} makes no more workspaces", { name }),
                    }
                  : {
                      call: () => api.put(`${path}/workspace-right`, {}),
                      done: t("{name} may make workspaces", { name }),
                    },
              )
            }
          >
            {mayAddWorkspace ? t("No longer let make workspaces") : t("Let make workspaces")}
          </DropdownMenuItem>
        )}
        <DropdownMenuItem disabled={openSessions === 0} onSelect={() => setAsking("sessions")}>
          {t("End sessions ({count})", { count: openSessions })}
        </DropdownMenuItem>
        <DropdownMenuItem disabled={!hasSecondFactor} onSelect={() => setAsking("factors")}>
          {t("Reset second factors")}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        {disabledAt ? (
          <DropdownMenuItem
            onSelect={() =>
              change.mutate({
                call: () => api.delete(`${path}/disabling`),
                done: t("{name} may sign in again", { name }),
              })
            }
          >
            {t("Enable account")}
          </DropdownMenuItem>
        ) : (
          <DropdownMenuItem variant="destructive" onSelect={() => setAsking("disable")}>
            {t("Disable account")}
          </DropdownMenuItem>
        )}
      </ActionsMenu>
      <AccountDialogs account={account} asking={asking} onClose={() => setAsking(null)} />
    </>
  );
}

function AccountDialogs({ account, asking, onClose }: { account: AccountItem; asking: Asking; onClose: () => void }) {
  const { api } = useWorkspace();
  const path = `/installation/accounts/${account.id}`;
  const done = useDone();
  return (
    <>
      <ConfirmDialog
        open={asking === "disable"}
        onOpenChange={onClose}
        destructive
        title={t("Disable {name}?", { name: account.name })}
        description={t(
          "They are signed out at once, everywhere, and cannot sign in or reset their password. Invitations that they made stop working. They stay a member of their workspaces, and you can enable the account again.",
        )}
        confirmLabel={t("Disable account")}
        onConfirm={async () => {
          await api.put(`${path}/disabling`, {});
          done(t("{name} is disabled", { name: account.name }));
        }}
      />
      <ConfirmDialog
        open={asking === "sessions"}
        onOpenChange={onClose}
        title={t("Sign {name} out everywhere?", { name: account.name })}
        description={t("They have to sign in again on each of their devices.")}
        confirmLabel={t("End sessions")}
        onConfirm={async () => {
          await api.delete(`${path}/sessions`);
          done(t("{name} was signed out", { name: account.name }));
        }}
      />
      <ConfirmDialog
        open={asking === "factors"}
        onOpenChange={onClose}
        destructive
        title={t("Take the second factors off {name}'s account?", { name: account.name })}
        description={t(
          "For somebody who lost them all: make sure that it is really them who asks. They are signed out everywhere, their password alone lets them in again, and they hear of it by mail.",
        )}
        confirmLabel={t("Reset second factors")}
        onConfirm={async () => {
          await api.delete(`${path}/second-factors`);
          done(t("The second factors of {name} are off", { name: account.name }));
        }}
      />
    </>
  );
}

"use client";

import { Fingerprint } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toaster";
import { unseen } from "@/components/ui/unseen";
import type { PasskeyRow } from "@/lib/account/factors/queries";
import { api } from "@/lib/client/api";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import { FactorLine, plainDate } from "./factor-line";
import { makePasskey } from "./passkey-browser";
import { PasskeyNameDialog } from "./passkey-name-dialog";

const path = "/api/app/account/factors/passkeys";

interface Props {
  passkeys: readonly PasskeyRow[];
  possible: boolean;
  onChanged: (codes: string[] | null) => void;
}

/** The person's passkeys, and a way to add one. */
export function PasskeyList({ passkeys, possible, onChanged }: Props) {
  async function add(name: string) {
    const answer = await makePasskey(`${path}/question`);
    const { recoveryCodes } = await api.post<{ recoveryCodes: string[] | null }>(path, { name, answer });
    toast.success(t("Passkey “{name}” added", { name }));
    onChanged(recoveryCodes);
  }
  return (
    <div className="grid gap-4">
      <FactorLine
        icon={Fingerprint}
        title={t("Passkeys")}
        action={
          possible ? (
            <PasskeyNameDialog
              trigger={
                <Button variant="outline" size="sm">
                  {t("Add a passkey")}
                </Button>
              }
              title={t("Add a passkey")}
              description={t("Your device asks for your fingerprint, your face, its PIN or a security key.")}
              initial={passkeys.length === 0 ? t("My device") : ""}
              submitLabel={t("Go on")}
              send={add}
            />
          ) : null
        }
      >
        {possible
          ? t("Sign in with your fingerprint, your face or a security key, without the password.")
          : t("Passkeys need an installation that is reached by a name over https.")}
      </FactorLine>
      {passkeys.length > 0 ? (
        <ul className="grid gap-2 ps-8">
          {passkeys.map((passkey) => (
            <PasskeyLine key={passkey.id} passkey={passkey} onChanged={() => onChanged(null)} />
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function usedText({ createdAt, lastUsedAt, backedUp }: PasskeyRow): string {
  const added = plainDate(createdAt);
  if (lastUsedAt) {
    const used = plainDate(lastUsedAt);
    return backedUp
      ? t("Added {added}, last used {used}, kept in a password manager", { added, used })
      : t("Added {added}, last used {used}", { added, used });
  }
  return backedUp
    ? t("Added {added}, not used yet, kept in a password manager", { added })
    : t("Added {added}, not used yet", { added });
}

function PasskeyLine({ passkey, onChanged }: { passkey: PasskeyRow; onChanged: () => void }) {
  const { id, name } = passkey;
  const own = `${path}/${id}`;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <div className="grid min-w-0 flex-1 basis-48">
        <span className="wrap-anywhere">{name}</span>
        <span className="text-muted-foreground text-xs">{usedText(passkey)}</span>
      </div>
      <div className="flex gap-1">
        <PasskeyNameDialog
          trigger={
            <Button variant="ghost" size="sm">
              {rich("Rename<more> {name}</more>", { name, more: unseen })}
            </Button>
          }
          title={t("Rename the passkey")}
          description={t("A name by which you know the device or key again.")}
          initial={name}
          submitLabel={t("Rename")}
          send={async (next) => {
            await api.patch(own, { name: next });
            onChanged();
          }}
        />
        <ConfirmDialog
          trigger={
            <Button variant="ghost" size="sm">
              {rich("Remove<more> {name}</more>", { name, more: unseen })}
            </Button>
          }
          destructive
          title={t("Remove the passkey “{name}”?", { name })}
          description={t(
            "It opens your account no more. Your device may go on offering it until you remove it there too.",
          )}
          confirmLabel={t("Remove")}
          onConfirm={async () => {
            await api.delete(own);
            toast.success(t("Passkey “{name}” removed", { name }));
            onChanged();
          }}
        />
      </div>
    </li>
  );
}

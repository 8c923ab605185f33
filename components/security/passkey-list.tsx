"use client";

import { Fingerprint } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toaster";
import type { PasskeyRow } from "@/lib/account/factors/queries";
import { api } from "@/lib/client/api";
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
    toast.success(`Passkey “${name}” added`);
    onChanged(recoveryCodes);
  }
  return (
    <div className="grid gap-4">
      <FactorLine
        icon={Fingerprint}
        title="Passkeys"
        action={
          possible ? (
            <PasskeyNameDialog
              trigger={
                <Button variant="outline" size="sm">
                  Add a passkey
                </Button>
              }
              title="Add a passkey"
              description="Your device asks for your fingerprint, your face, its PIN or a security key."
              initial={passkeys.length === 0 ? "My device" : ""}
              submitLabel="Go on"
              send={add}
            />
          ) : null
        }
      >
        {possible
          ? "Sign in with your fingerprint, your face or a security key, without the password."
          : "Passkeys need an installation that is reached by a name over https."}
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

function PasskeyLine({ passkey, onChanged }: { passkey: PasskeyRow; onChanged: () => void }) {
  const { id, name, lastUsedAt, createdAt, backedUp } = passkey;
  const own = `${path}/${id}`;
  const used = lastUsedAt ? `last used ${plainDate(lastUsedAt)}` : "not used yet";
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <div className="grid min-w-0 flex-1 basis-48">
        <span className="wrap-anywhere">{name}</span>
        <span className="text-muted-foreground text-xs">
          Added {plainDate(createdAt)}, {used}
          {backedUp ? ", kept in a password manager" : ""}
        </span>
      </div>
      <div className="flex gap-1">
        <PasskeyNameDialog
          trigger={
            <Button variant="ghost" size="sm">
              Rename
              <span className="sr-only">{name}</span>
            </Button>
          }
          title="Rename the passkey"
          description="A name by which you know the device or key again."
          initial={name}
          submitLabel="Rename"
          send={async (next) => {
            await api.patch(own, { name: next });
            onChanged();
          }}
        />
        <ConfirmDialog
          trigger={
            <Button variant="ghost" size="sm">
              Remove
              <span className="sr-only">{name}</span>
            </Button>
          }
          destructive
          title={`Remove the passkey “${name}”?`}
          description="It opens your account no more. Your device may go on offering it until you remove it there too."
          confirmLabel="Remove"
          onConfirm={async () => {
            await api.delete(own);
            toast.success(`Passkey “${name}” removed`);
            onChanged();
          }}
        />
      </div>
    </li>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ContactPicker, type PickedContact } from "@/components/editor/contact-picker";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { DialogClose, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toaster";
import { errorMessage } from "@/lib/client/api";
import { t } from "@/lib/language/t";

interface Props {
  campaignId: string;
  beforeSend: () => Promise<boolean>;
  onDone: () => void;
}

/** Asks where a test goes and whom it is filled in as, and sends it. */
export function TestSendForm({ campaignId, beforeSend, onDone }: Props) {
  const { api, user, hasMailbox, path } = useWorkspace();
  const router = useRouter();
  const [text, setText] = useState(user.email);
  const [contact, setContact] = useState<PickedContact | null>(null);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const to = [...new Set(text.split(/[\s,;]+/).filter(Boolean))];

  async function send() {
    setPending(true);
    setError(null);
    try {
      if (!(await beforeSend())) throw new Error(t("Your last changes could not be saved, so no test was sent."));
      await api.post(`/campaigns/${campaignId}/test-sends`, { to, ...(contact && { contactId: contact.id }) });
      toast.success(
        to.length === 1
          ? t("Test sent to {to}", { to: to[0] ?? "" })
          : t("{count, plural, one {Test sent to # address} other {Test sent to # addresses}}", { count: to.length }),
        hasMailbox ? { action: { label: t("Open the mailbox"), onClick: () => router.push(path("/mailbox")) } } : {},
      );
      onDone();
    } catch (caught) {
      setError(errorMessage(caught));
    } finally {
      setPending(false);
    }
  }

  return (
    <form
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (to.length > 0 && !pending) void send();
      }}
    >
      <Field label={t("To")} help={t("Up to five addresses, with commas between them.")} error={error} required>
        <Input
          value={text}
          onChange={(event) => setText(event.target.value)}
          autoComplete="email"
          inputMode="email"
          autoFocus
        />
      </Field>
      <div className="grid gap-2">
        <p className="font-medium text-sm">{t("Filled in as")}</p>
        <ContactPicker contact={contact} onPick={setContact} />
      </div>
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="outline" disabled={pending}>
            {t("Cancel")}
          </Button>
        </DialogClose>
        <Button type="submit" pending={pending} disabled={to.length === 0}>
          {t("Send test")}
        </Button>
      </DialogFooter>
    </form>
  );
}

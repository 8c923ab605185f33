"use client";

import { useRouter } from "next/navigation";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toaster";
import { t } from "@/lib/language/t";
import type { SingleMailView } from "@/lib/reports/messages/schema";
import { EmailTimeDialog } from "./email-time-dialog";

/** What can be done with a single mail: while it waits another time, or an end; afterwards once more. Nothing for who may not send. */
export function EmailActions({ mail }: { mail: SingleMailView }) {
  const { can } = useWorkspace();
  if (!can("emails.send")) return null;
  if (mail.waiting === 0) return mail.isKept ? <SendAgain mail={mail} /> : null;
  return (
    <>
      {mail.isWhole ? <EmailTimeDialog mail={mail} /> : null}
      <CancelMail mail={mail} />
    </>
  );
}

function SendAgain({ mail }: { mail: SingleMailView }) {
  const { api, path } = useWorkspace();
  const router = useRouter();
  async function send() {
    const { messages } = await api.post<{ messages: { id: string; status: string }[] }>(`/emails/${mail.id}/resend`);
    const [first] = messages;
    if (messages.some(({ status }) => status === "pending")) toast.success(t("It leaves now, as a mail of its own"));
    else toast.error(t("Nobody of its recipients may be mailed. The new mail says why."));
    if (first) router.push(path("/messages/[messageId]", { messageId: first.id }));
  }
  return (
    <ConfirmDialog
      trigger={<Button variant="outline">{t("Send once more")}</Button>}
      title={t("Send this mail once more?")}
      description={t(
        "{count, plural, =1 {It goes with the same content to the same recipient.} one {It goes with the same content to all # recipients.} other {It goes with the same content to all # recipients.}} Who must not be mailed now is left out.",
        { count: mail.recipients },
      )}
      confirmLabel={t("Send once more")}
      onConfirm={send}
    />
  );
}

function CancelMail({ mail }: { mail: SingleMailView }) {
  const { api } = useWorkspace();
  const router = useRouter();
  async function cancel() {
    await api.put(`/emails/${mail.id}/cancellation`);
    toast.success(t("The mail was cancelled"));
    router.refresh();
  }
  return (
    <ConfirmDialog
      trigger={<Button variant="outline">{t("Cancel the mail")}</Button>}
      destructive
      title={t("Cancel this mail?")}
      description={t(
        "{count, plural, =1 {The recipient who waits for it gets nothing.} one {# recipients get nothing.} other {# recipients get nothing.}} What has left cannot be called back.",
        { count: mail.waiting },
      )}
      confirmLabel={t("Cancel the mail")}
      cancelLabel={t("Keep it")}
      onConfirm={cancel}
    />
  );
}

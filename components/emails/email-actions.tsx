"use client";

import { useRouter } from "next/navigation";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toaster";
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
  const { api, format, path } = useWorkspace();
  const router = useRouter();
  async function send() {
    const { messages } = await api.post<{ messages: { id: string; status: string }[] }>(`/emails/${mail.id}/resend`);
    const [first] = messages;
    if (messages.some(({ status }) => status === "pending")) toast.success("It leaves now, as a mail of its own");
    else toast.error("Nobody of its recipients may be mailed. The new mail says why.");
    if (first) router.push(path("/messages/[messageId]", { messageId: first.id }));
  }
  return (
    <ConfirmDialog
      trigger={<Button variant="outline">Send once more</Button>}
      title="Send this mail once more?"
      description={`It goes with the same content to ${
        mail.recipients === 1 ? "the same recipient" : `all ${format.number(mail.recipients)} recipients`
      }. Who must not be mailed now is left out.`}
      confirmLabel="Send once more"
      onConfirm={send}
    />
  );
}

function CancelMail({ mail }: { mail: SingleMailView }) {
  const { api, format } = useWorkspace();
  const router = useRouter();
  async function cancel() {
    await api.put(`/emails/${mail.id}/cancellation`);
    toast.success("The mail was cancelled");
    router.refresh();
  }
  return (
    <ConfirmDialog
      trigger={<Button variant="outline">Cancel the mail</Button>}
      destructive
      title="Cancel this mail?"
      description={`${
        mail.waiting === 1 ? "The recipient who waits for it gets" : `${format.number(mail.waiting)} recipients get`
      } nothing. What has left cannot be called back.`}
      confirmLabel="Cancel the mail"
      cancelLabel="Keep it"
      onConfirm={cancel}
    />
  );
}

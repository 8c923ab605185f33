"use client";

import { useMutation } from "@tanstack/react-query";
import { MailWarning } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { toast } from "@/components/ui/toaster";
import { api, errorMessage } from "@/lib/client/api";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import { useWorkspace } from "./workspace-provider";

/** Reminds of an address that was never confirmed, and sends the link again. */
export function VerifyEmailBanner() {
  const { user, hasMailbox, path } = useWorkspace();
  const resend = useMutation({
    mutationFn: () => api.post("/api/app/account/email-verification"),
    onSuccess: () => toast.success(t("Sent. Look for it at {email}.", { email: user.email })),
    onError: (error) => toast.error(errorMessage(error)),
  });
  if (user.emailVerified) return null;
  return (
    <section
      aria-label={t("Confirm your address")}
      className="flex items-start gap-3 border-b bg-warning/10 px-4 py-2 md:items-center md:px-8 print:hidden"
    >
      <MailWarning aria-hidden className="size-4 shrink-0 text-warning max-md:mt-0.5" />
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1">
        <p className="min-w-0 flex-1 basis-64">
          {rich("Please confirm <b>{email}</b> with the link we sent you.", {
            email: user.email,
            b: (inner) => <span className="wrap-anywhere font-medium">{inner}</span>,
          })}
        </p>
        {hasMailbox ? (
          <Button variant="link" size="sm" className="px-0" asChild>
            <Link href={path("/mailbox")}>{t("It is in the mailbox")}</Link>
          </Button>
        ) : null}
        <Button variant="link" size="sm" className="px-0" pending={resend.isPending} onClick={() => resend.mutate()}>
          {t("Send it again")}
        </Button>
      </div>
    </section>
  );
}

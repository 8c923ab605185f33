"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, Download, Paperclip } from "lucide-react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { errorMessage } from "@/lib/client/api";
import { t } from "@/lib/language/t";
import type { MailDetail } from "@/lib/run/mailbox/schema";
import { AuthenticationBadge } from "./authentication-badge";
import { MessageTabs } from "./message-tabs";
import { Moment } from "./moment";
import { mailQuery, rawMailHref } from "./queries";

/** One mail: who, when, authentication, and its parts in tabs. */
export function MessageView({ id, onBack }: { id: string; onBack: () => void }) {
  const mail = useQuery(mailQuery(id));
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex items-center gap-2 border-b p-2 md:hidden">
        <Button variant="ghost" size="sm" onClick={onBack}>
          <ArrowLeft aria-hidden className="rtl:rotate-180" />
          {t("All mail")}
        </Button>
      </div>
      {mail.isPending ? <ViewSkeleton /> : null}
      {mail.isError && !mail.data ? (
        <div className="p-4">
          <Alert variant="destructive" title={t("This mail could not be opened")}>
            {errorMessage(mail.error)}
          </Alert>
        </div>
      ) : null}
      {mail.data ? (
        <>
          <MessageHeader mail={mail.data} />
          <MessageTabs mail={mail.data} />
        </>
      ) : null}
    </div>
  );
}

function MessageHeader({ mail }: { mail: MailDetail }) {
  return (
    <header className="grid gap-2 px-4 pt-4 pb-3 md:px-6">
      <div className="flex items-start justify-between gap-3">
        <h2 className="min-w-0 break-words font-semibold text-lg leading-snug">{mail.subject || t("(no subject)")}</h2>
        <Button asChild variant="ghost" size="icon-sm">
          <a href={rawMailHref(mail.id)} download aria-label={t("Download as .eml")} title={t("Download as .eml")}>
            <Download aria-hidden />
          </a>
        </Button>
      </div>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-sm">
        <dt className="text-muted-foreground">{t("From", undefined, "who sent a mail")}</dt>
        <dd className="break-words">
          <bdi>{mail.from || "–"}</bdi>
        </dd>
        <dt className="text-muted-foreground">{t("To", undefined, "who gets a mail")}</dt>
        <dd className="break-words">
          <bdi>{mail.to}</bdi>
        </dd>
        <dt className="text-muted-foreground">{t("Received")}</dt>
        <dd>
          <Moment value={mail.receivedAt} />
          <span className="text-muted-foreground">
            {" "}
            · {t("{size} kB", { size: String(Math.max(1, Math.round(mail.bytes / 1000))) })}
          </span>
        </dd>
      </dl>
      <div className="flex flex-wrap items-center gap-2">
        <AuthenticationBadge results={mail.authentication} />
        {mail.attachments.map((part) => (
          <span key={part.name} className="inline-flex items-center gap-1 text-muted-foreground text-xs">
            <Paperclip aria-hidden className="size-3" />
            {part.name}
          </span>
        ))}
      </div>
    </header>
  );
}

function ViewSkeleton() {
  return (
    <div role="status" aria-label={t("Loading mail")} className="grid gap-4 p-6">
      <Skeleton className="h-6 w-2/3" />
      <Skeleton className="h-4 w-1/2" />
      <Skeleton className="h-4 w-1/3" />
      <Skeleton className="h-72 w-full" />
    </div>
  );
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { DateTime } from "@/components/shell/date-time";
import { useWorkspaceApi } from "@/components/shell/workspace-provider";
import { Alert } from "@/components/ui/alert";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { errorMessage } from "@/lib/client/api";
import { inboundKindLabels, inboundRouteLabels } from "@/lib/inbound/mail/inbound-kinds.shared";
import type { InboundMail } from "@/lib/inbound/mail/schema";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";

/** What was read from a mail, and the mail as it came, as plain text. */
export function ReturnedSource({ id, onClose }: { id: string | null; onClose: () => void }) {
  const api = useWorkspaceApi();
  const mail = useQuery({
    queryKey: ["returned-mail", id],
    queryFn: () => api.get<InboundMail>(`/returned-mail/${id}`),
    enabled: id !== null,
  });
  return (
    <Dialog open={id !== null} onOpenChange={(open) => open || onClose()}>
      <DialogContent className="max-w-3xl">
        <DialogHeader>
          <DialogTitle>{mail.data?.kind ? t(inboundKindLabels[mail.data.kind]) : t("Returned mail")}</DialogTitle>
          <DialogDescription>{mail.data ? <Came mail={mail.data} /> : t("As it came")}</DialogDescription>
        </DialogHeader>
        {mail.isPending ? <Skeleton className="h-64" /> : null}
        {mail.error ? <Alert variant="destructive">{errorMessage(mail.error)}</Alert> : null}
        {mail.data ? <Mail mail={mail.data} /> : null}
      </DialogContent>
    </Dialog>
  );
}

function Came({ mail: { route, receivedAt } }: { mail: InboundMail }) {
  return rich("By {route}, <when></when>", {
    route: t(inboundRouteLabels[route]),
    when: () => <DateTime value={receivedAt} />,
  });
}

function Mail({ mail }: { mail: InboundMail }) {
  const rows = [
    {
      name: t("Envelope from"),
      value: mail.envelopeFrom || (mail.route === "smtp" ? t("{address} (nobody)", { address: "<>" }) : ""),
    },
    { name: t("Envelope to"), value: mail.envelopeTo },
    ...mail.facts,
    { name: t("Effect"), value: mail.problem ?? mail.effect ?? t("Nothing changed") },
  ].filter(({ value }) => value !== "");
  return (
    <div className="grid min-w-0 gap-4">
      <dl className="grid gap-1 text-xs">
        {rows.map(({ name, value }) => (
          <div key={name} className="grid gap-x-3 sm:grid-cols-[9rem_1fr]">
            <dt className="text-muted-foreground">{name}</dt>
            <dd className="min-w-0 break-all">{value}</dd>
          </div>
        ))}
      </dl>
      {mail.sourceCut ? <Alert>{t("Only the beginning is shown.")}</Alert> : null}
      {mail.source === null ? (
        <Alert>{t("Mail as it came is for admins of this workspace.")}</Alert>
      ) : (
        <SourceText source={mail.source} />
      )}
    </div>
  );
}

function SourceText({ source }: { source: string }) {
  return (
    <div className="relative min-w-0">
      <CopyButton value={source} label={t("Copy the source")} className="absolute end-2 top-2" />

      <section
        aria-label={t("Source")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        tabIndex={0}
        className="max-h-[50dvh] overflow-auto rounded-md border bg-muted/50"
      >
        <pre dir="ltr" className="p-3 pe-12 font-mono text-xs leading-relaxed">
          {source}
        </pre>
      </section>
    </div>
  );
}

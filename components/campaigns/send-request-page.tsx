"use client";

import { MergeText } from "@/components/editor/merge-text";
import { DateTime, RelativeTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Alert, AlertDescription } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import type { LookedAtRequest } from "@/lib/campaigns/send-requests/schema";
import type { SendRequestState } from "@/lib/campaigns/send-requests/send-request-states.shared";
import { rich } from "@/lib/language/rich";
import { type Msg, msg, t } from "@/lib/language/t";
import { CampaignMailCard } from "./campaign-mail-card";
import { FactLine } from "./fact-line";
import { recipientsText } from "./recipients-text";
import { SendRequestButtons } from "./send-request-buttons";
import { whenText } from "./when-text";

const states: Record<SendRequestState, { label: Msg; variant: "info" | "success" | "outline" }> = {
  pending: { label: msg("Waits for an answer"), variant: "info" },
  confirmed: { label: msg("Confirmed"), variant: "success" },
  declined: { label: msg("Declined"), variant: "outline" },
  void: { label: msg("Asked again since"), variant: "outline" },
  expired: { label: msg("Expired"), variant: "outline" },
};
const decisions: Partial<Record<SendRequestState, Msg>> = {
  confirmed: msg("Confirmed by {name}"),
  declined: msg("Declined by {name}"),
};

/** What a program wants to send: to how many, from whom, when, and the mail itself. Nothing leaves before somebody says yes here. */
export function SendRequestPage({ request }: { request: LookedAtRequest }) {
  const { can, format, path } = useWorkspace();
  const { label, variant } = states[request.state];
  const open = request.state === "pending";
  return (
    <>
      <PageHeader
        title={t("Send “{campaign}”?", { campaign: request.campaignName })}
        badge={<Badge variant={variant}>{t(label)}</Badge>}
        description={rich(
          "Asked by the program with the key “{key}” <when></when>. Nothing is sent unless somebody confirms it.",
          { key: request.askedBy, when: () => <RelativeTime value={request.askedAt} /> },
        )}
        back={{
          href: path("/campaigns/[campaignId]", { campaignId: request.campaignId }),
          label: request.campaignName,
        }}
        actions={
          open && request.asAsked && can("campaigns.send") ? <SendRequestButtons request={request} /> : undefined
        }
      />
      <div className="mb-5 empty:hidden">
        <Standing request={request} maySend={can("campaigns.send")} />
      </div>
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <Card>
          <CardContent>
            <dl className="grid gap-3 text-sm">
              <FactLine term={t("Subject")}>
                <MergeText text={request.subject} />
              </FactLine>
              <FactLine term={t("From")}>{`${request.fromName} <${request.fromEmail}>`}</FactLine>
              <FactLine term={t("To")}>{request.audienceNames.join(", ") || t("Nobody chosen")}</FactLine>
              <FactLine term={t("Recipients")}>
                {request.willReceive === request.audience
                  ? recipientsText(format, request.willReceive, request.isAbout)
                  : rich("{count}<muted> now, {before} when it was asked</muted>", {
                      count: recipientsText(format, request.willReceive, request.isAbout),
                      before: format.number(request.audience),
                      muted: (inner) => <span className="font-normal text-muted-foreground">{inner}</span>,
                    })}
              </FactLine>
              <FactLine term={t("When")}>
                {whenText(request, request.at ? new Date(request.at) : null, format)}
              </FactLine>
              <FactLine term={t("Why")}>
                {request.note || <span className="font-normal text-muted-foreground">{t("No reason was given.")}</span>}
              </FactLine>
            </dl>
          </CardContent>
        </Card>
        <CampaignMailCard campaignId={request.campaignId} version={request.version} sent={false} />
      </div>
    </>
  );
}

function Standing({ request, maySend }: { request: LookedAtRequest; maySend: boolean }) {
  if (request.state === "pending" && !request.asAsked)
    return (
      <Alert variant="warning" title={t("The campaign, or what goes into its mail, was changed since this was asked.")}>
        <AlertDescription>
          {t(
            "What you would agree to is no longer what was asked for: send it from its own page, or have it asked for again.",
          )}
        </AlertDescription>
      </Alert>
    );
  if (request.state === "pending")
    return (
      <Alert variant="info" title={t("Look at the mail and at who gets it before you decide.")}>
        <AlertDescription>
          {maySend ? null : `${t("Your role may look at this but not decide.")} `}
          {rich("The question expires <when></when>.", { when: () => <DateTime value={request.expiresAt} /> })}
        </AlertDescription>
      </Alert>
    );
  const decision = decisions[request.state];
  if (!request.decidedAt || !request.decidedBy || !decision) return null;
  return (
    <Alert variant="default" title={t(decision, { name: request.decidedBy })}>
      <AlertDescription>
        <DateTime value={request.decidedAt} />
      </AlertDescription>
    </Alert>
  );
}

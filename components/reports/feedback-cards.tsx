"use client";

import { MessageSquareText } from "lucide-react";
import { sourceLabels } from "@/components/messages/source-labels";
import { useFormat, useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { ownTable } from "@/lib/base/text/own-table.shared";
import { msg, t } from "@/lib/language/t";
import { bounceLabel, bounceMeaning } from "@/lib/reports/messages/bounce-text.shared";
import type { RecipientOutcome } from "@/lib/reports/schema";
import type { CampaignFeedback, FeedbackProvider, FeedbackReason } from "@/lib/reports/views";

interface Props {
  campaignId: string;
  feedback: CampaignFeedback;
}

/** What came back: bounces and deferrals by reason with the servers' own words, complaints by who reported them, all by provider. */
export function FeedbackCards({ campaignId, feedback }: Props) {
  const { bounces, deferrals, complaints, providers } = feedback;
  if (bounces.length + deferrals.length + complaints.length === 0) return null;
  return (
    <section aria-label={t("What came back")} className="grid gap-4">
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <ReasonCard
          title={t("Bounces by reason")}
          description={t("Messages refused for good. Only reasons about the mailbox suppress an address.")}
          empty={t("Nothing bounced.")}
          campaignId={campaignId}
          reasons={bounces}
          outcomeOf={(reason) => OUTCOMES[reason.kind ?? ""] ?? "bounced"}
        />
        <div className="grid gap-4">
          <ReasonCard
            title={t("Put off by reason")}
            description={t("Messages that a server asked to bring again; most arrive later.")}
            empty={t("No server put anything off.")}
            campaignId={campaignId}
            reasons={deferrals}
            outcomeOf={() => "deferred"}
          />
          <ComplaintCard campaignId={campaignId} complaints={complaints} />
        </div>
      </div>
      <ProviderCard campaignId={campaignId} providers={providers} />
      {feedback.newestOnly ? <NewestOnly count={feedback.newestOnly} /> : null}
    </section>
  );
}

const OUTCOMES: Record<string, RecipientOutcome> = ownTable({
  hard: "bounced_hard",
  soft: "bounced_soft",
  block: "bounced_block",
});
const KINDS = {
  hard: { label: msg("Hard"), variant: "destructive" },
  soft: { label: msg("Soft"), variant: "warning" },
  block: { label: msg("Block"), variant: "secondary" },
  unknown: { label: msg("Soft"), variant: "warning" },
} as const;

interface ReasonCardProps {
  title: string;
  description: string;
  empty: string;
  campaignId: string;
  reasons: readonly FeedbackReason[];
  outcomeOf: (reason: FeedbackReason) => RecipientOutcome;
}

function ReasonCard({ title, description, empty, campaignId, reasons, outcomeOf }: ReasonCardProps) {
  const format = useFormat();
  const { path } = useWorkspace();
  return (
    <Card>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
        <CardDescription>{description}</CardDescription>
      </CardHeader>
      <CardContent>
        {reasons.length === 0 ? <p className="text-muted-foreground text-sm">{empty}</p> : null}
        <ul className="grid gap-4">
          {reasons.map((reason) => (
            <li key={`${reason.category} ${reason.kind}`} className="grid gap-1 text-sm">
              <div className="flex items-baseline gap-2">
                <span className="font-medium">{bounceLabel(reason.category)}</span>
                {reason.kind ? <KindBadge kind={reason.kind} /> : null}
                <Examples reason={reason} />
                <Link
                  href={path("/campaigns/[campaignId]/report/recipients", {
                    campaignId,
                    outcome: outcomeOf(reason),
                    category: reason.category,
                  })}
                  className="ms-auto rounded-sm font-semibold tabular-nums underline-offset-4 hover:underline"
                >
                  {format.number(reason.count)}
                </Link>
                <span className="w-14 text-end text-muted-foreground tabular-nums">{format.percent(reason.share)}</span>
              </div>
              {bounceMeaning(reason.category) ? (
                <p className="text-muted-foreground text-xs">{bounceMeaning(reason.category)}</p>
              ) : null}
            </li>
          ))}
        </ul>
      </CardContent>
    </Card>
  );
}

function KindBadge({ kind }: { kind: string }) {
  const look = KINDS[kind as keyof typeof KINDS] ?? KINDS.unknown;
  return <Badge variant={look.variant}>{t(look.label)}</Badge>;
}

function Examples({ reason }: { reason: FeedbackReason }) {
  const { path } = useWorkspace();
  if (reason.examples.length === 0) return null;
  return (
    <Popover>
      <PopoverTrigger
        aria-label={t("What the servers said: {category}", { category: bounceLabel(reason.category) })}
        className="inline-flex size-6 shrink-0 items-center justify-center self-center rounded-full text-muted-foreground hover:bg-accent hover:text-foreground"
      >
        <MessageSquareText aria-hidden className="size-3.5" />
      </PopoverTrigger>
      <PopoverContent className="w-96 text-sm" aria-label={t("What the servers said")}>
        <ul className="grid gap-3">
          {reason.examples.map((example) => (
            <li key={example.messageId} className="grid gap-1">
              <Link
                href={path("/messages/[messageId]", { messageId: example.messageId })}
                className="w-fit max-w-full truncate rounded-sm font-medium underline-offset-4 hover:underline"
              >
                {example.email}
              </Link>
              {example.reply === null ? (
                <span className="text-muted-foreground text-xs">{t("Without words")}</span>
              ) : (
                <code dir="ltr" className="break-words text-start text-muted-foreground text-xs">
                  {example.reply}
                </code>
              )}
            </li>
          ))}
        </ul>
      </PopoverContent>
    </Popover>
  );
}

function ComplaintCard({ campaignId, complaints }: { campaignId: string; complaints: CampaignFeedback["complaints"] }) {
  const format = useFormat();
  const { path } = useWorkspace();
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Complaints by who reported them")}</CardTitle>
        <CardDescription>{t("Gmail and Apple tell nobody: count on more than are shown.")}</CardDescription>
      </CardHeader>
      <CardContent>
        {complaints.length === 0 ? <p className="text-muted-foreground text-sm">{t("Nobody complained.")}</p> : null}
        <ul className="grid gap-2 text-sm">
          {complaints.map(({ source, count }) => (
            <li key={source} className="flex items-baseline justify-between gap-2">
              <span className="first-letter:uppercase">{sourceLabels(source)?.who ?? source}</span>
              <Link
                href={path("/campaigns/[campaignId]/report/recipients", { campaignId, outcome: "complained", source })}
                className="rounded-sm font-semibold tabular-nums underline-offset-4 hover:underline"
              >
                {format.number(count)}
              </Link>
            </li>
          ))}
        </ul>
      </CardContent>
    </Card>
  );
}

const COLUMNS = [
  { key: "hard", label: msg("Hard"), outcome: "bounced_hard" },
  { key: "soft", label: msg("Soft"), outcome: "bounced_soft" },
  { key: "block", label: msg("Blocked"), outcome: "bounced_block" },
  { key: "deferred", label: msg("Put off"), outcome: "deferred" },
  { key: "complained", label: msg("Complaints"), outcome: "complained" },
] as const;

function ProviderCard({ campaignId, providers }: { campaignId: string; providers: readonly FeedbackProvider[] }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("What came back, by mailbox provider")}</CardTitle>
        <CardDescription>
          {t("Blocks at one provider speak about your reputation there, not about the people.")}
        </CardDescription>
      </CardHeader>
      <CardContent>
        <Table label={t("What came back, by mailbox provider")}>
          <TableHeader>
            <TableRow>
              <TableHead>{t("Provider")}</TableHead>
              {COLUMNS.map(({ key, label }) => (
                <TableHead key={key} className="text-end">
                  {t(label)}
                </TableHead>
              ))}
            </TableRow>
          </TableHeader>
          <TableBody>
            {providers.map((row) => (
              <TableRow key={row.name}>
                <TableCell className="max-w-48 truncate font-medium">{row.name}</TableCell>
                {COLUMNS.map(({ key, outcome }) => (
                  <TableCell key={key} className="text-end tabular-nums">
                    <Count campaignId={campaignId} outcome={outcome} provider={row.name} count={row[key]} />
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </CardContent>
    </Card>
  );
}

function Count(cell: { campaignId: string; outcome: RecipientOutcome; provider: string; count: number }) {
  const format = useFormat();
  const { path } = useWorkspace();
  if (cell.count === 0) return <span className="text-muted-foreground">0</span>;
  return (
    <Link
      href={path("/campaigns/[campaignId]/report/recipients", {
        campaignId: cell.campaignId,
        outcome: cell.outcome,
        provider: cell.provider,
      })}
      className="rounded-sm underline-offset-4 hover:underline"
    >
      {format.number(cell.count)}
    </Link>
  );
}

function NewestOnly({ count }: { count: number }) {
  return (
    <p className="text-muted-foreground text-sm">
      {t(
        "{count, plural, one {Counted over the newest # of each kind; the headline numbers above count all.} other {Counted over the newest # of each kind; the headline numbers above count all.}}",
        { count },
      )}
    </p>
  );
}

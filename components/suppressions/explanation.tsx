"use client";

import { CircleCheck, History, OctagonX } from "lucide-react";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { DateTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Card, CardAction, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { toast } from "@/components/ui/toaster";
import { ownTable } from "@/lib/base/text/own-table.shared";
import { listed } from "@/lib/language/list-of";
import { rich } from "@/lib/language/rich";
import { type Msg, msg, t } from "@/lib/language/t";
import { suppressionReasonLabels } from "@/lib/people/suppressions/reasons.shared";
import type { AddressExplanation, SuppressionEpisode } from "@/lib/people/suppressions/schema";
import { LiftDialog } from "./lift-dialog";
import { ReadmitDialog } from "./readmit-dialog";
import { ReasonBadge } from "./reason-badge";

interface Props {
  explanation: AddressExplanation;
  /** In a row. */
  softBounces: number;
}

/** The answer to "why does this address get no mail?", with everything that was. */
export function Explanation({ explanation, softBounces }: Props) {
  return (
    <div className="grid gap-6">
      <Verdict explanation={explanation} softBounces={softBounces} />
      <Card>
        <CardHeader>
          <CardTitle>{t("History")}</CardTitle>
          <CardDescription>{t("Every suppression of this address in this workspace, newest first.")}</CardDescription>
        </CardHeader>
        <CardContent>
          <EpisodeList explanation={explanation} />
        </CardContent>
      </Card>
    </div>
  );
}

function Verdict({ explanation, softBounces }: Props) {
  const { api, can, path } = useWorkspace();
  const router = useRouter();
  const { blocked, current, email, erasedAt } = explanation;
  const Icon = blocked ? OctagonX : CircleCheck;
  return (
    <Card>
      <CardHeader>
        <CardTitle className="flex items-center gap-2 break-all text-lg">
          <Icon aria-hidden className={`size-5 shrink-0 ${blocked ? "text-destructive" : "text-success"}`} />
          {blocked ? t("No mail goes to {email}", { email }) : t("Nothing blocks {email}", { email })}
        </CardTitle>
        <CardAction className="flex gap-2">
          {explanation.contactId ? (
            <Button variant="outline" size="sm" asChild>
              <Link href={path("/contacts/[contactId]", { contactId: explanation.contactId })}>
                {t("See the contact")}
              </Link>
            </Button>
          ) : null}
          {erasedAt && can("suppressions.write") ? <ReadmitDialog email={email} /> : null}
          {current && can("suppressions.write") ? (
            <LiftDialog
              suppressions={[{ email, reason: current.reason }]}
              trigger={
                <Button variant="outline" size="sm">
                  {t("Lift suppression")}
                </Button>
              }
              onLift={async (input) => {
                await api.post("/suppressions/lifting", { suppressionIds: [current.id], ...input });
                toast.success(t("{email} may be mailed again.", { email }));
                router.refresh();
              }}
            />
          ) : null}
        </CardAction>
      </CardHeader>
      <CardContent>
        <ul className="grid list-disc gap-1.5 ps-5 text-sm marker:text-muted-foreground">
          <Reasons explanation={explanation} softBounces={softBounces} />
        </ul>
      </CardContent>
    </Card>
  );
}

/** Everything that decides whether a campaign reaches the address, in the order in which it is looked at. */
function Reasons({ explanation, softBounces }: Props) {
  const { current, installation, confirmedLists, contactId, erasedAt } = explanation;
  return (
    <>
      {current ? (
        <li>
          <OnList current={current} />
        </li>
      ) : (
        <li>{t("Not on this workspace's suppression list.")}</li>
      )}
      {installation ? (
        <li>
          {rich(
            "Blocked for every workspace of this installation since <since></since>: {reason}. Only the operator can lift that.",
            {
              since: () => <DateTime value={installation.since} dateOnly />,
              reason: t(suppressionReasonLabels[installation.reason]),
            },
          )}
        </li>
      ) : null}
      {softBounces > 0 ? (
        <li>
          {t(
            "{count, plural, one {# soft bounce in a row; a delivery or a click sets them back.} other {# soft bounces in a row; a delivery or a click sets them back.}}",
            { count: softBounces },
          )}
        </li>
      ) : null}
      {erasedAt ? (
        <li>
          {rich(
            "The person with this address was erased on <when></when>. Imports and programs do not add it again; only a hash of it is kept.",
            { when: () => <DateTime value={erasedAt} dateOnly /> },
          )}
        </li>
      ) : null}
      <li>{listText(contactId, confirmedLists)}</li>
    </>
  );
}

function OnList({ current }: { current: NonNullable<AddressExplanation["current"]> }) {
  const { expiresAt } = current;
  const values = {
    since: () => <DateTime value={current.from} />,
    strong: (inner: ReactNode) => <strong className="font-medium">{inner}</strong>,
    reason: t(suppressionReasonLabels[current.reason]),
  };
  if (!expiresAt)
    return rich(
      "On this workspace's suppression list since <since></since>: <strong>{reason}</strong>. For good.",
      values,
    );
  return rich(
    "On this workspace's suppression list since <since></since>: <strong>{reason}</strong>. Until <until></until>.",
    { ...values, until: () => <DateTime value={expiresAt} dateOnly /> },
  );
}

function listText(contactId: string | null, lists: readonly string[]): string {
  if (!contactId) return t("Not a contact of this workspace, so no campaign is meant for it.");
  if (lists.length === 0) return t("Confirmed on no list, so no campaign reaches it whatever stands above.");
  return t("Confirmed on {lists}.", { lists: listed(lists) });
}

function EpisodeList({ explanation }: { explanation: AddressExplanation }) {
  const episodes = [...(explanation.current ? [explanation.current] : []), ...explanation.history];
  if (episodes.length === 0) {
    return (
      <p className="flex items-center gap-2 text-muted-foreground text-sm">
        <History aria-hidden className="size-4" />
        {t("This address was never suppressed.")}
      </p>
    );
  }
  return (
    <ol className="grid gap-5">
      {episodes.map((episode) => (
        <Episode key={`${episode.from} ${episode.until}`} episode={episode} />
      ))}
    </ol>
  );
}

const endings: Record<string, { said: Msg; by: Msg }> = ownTable({
  lifted: { said: msg("Lifted"), by: msg("Lifted by {person}") },
  expired: { said: msg("Ran out"), by: msg("Ran out by {person}") },
  replaced: {
    said: msg("Replaced by a stronger reason"),
    by: msg("Replaced by a stronger reason by {person}"),
  },
  recipient: { said: msg("The person subscribed again"), by: msg("The person subscribed again by {person}") },
});

function endingText(ending: string, person: string): string {
  const known = endings[ending];
  if (!known) return ending;
  return person ? t(known.by, { person }) : t(known.said);
}

function Episode({ episode }: { episode: SuppressionEpisode }) {
  const { path } = useWorkspace();
  return (
    <li className="grid gap-1.5 text-sm">
      <div className="flex flex-wrap items-center gap-2">
        <ReasonBadge reason={episode.reason} />
        <span className="text-muted-foreground">
          <DateTime value={episode.from} /> – {episode.until ? <DateTime value={episode.until} /> : t("now")}
        </span>
      </div>
      {episode.note ? <Line label={t("Noted")}>{episode.note}</Line> : null}
      {episode.messageId ? (
        <Line label={t("Because of")}>
          <Link
            href={path("/messages/[messageId]", { messageId: episode.messageId })}
            className="rounded-sm text-primary underline-offset-4 hover:underline"
          >
            {t("this message")}
          </Link>
        </Line>
      ) : null}
      {episode.ending ? (
        <Line label={t("Ended")}>
          {endingText(episode.ending, episode.endedBy)}
          {episode.endedNote ? `: ${episode.endedNote}` : ""}
        </Line>
      ) : null}
    </li>
  );
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <p className="break-words">
      <span className="text-muted-foreground">{label}</span> {children}
    </p>
  );
}

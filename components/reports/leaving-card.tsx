"use client";

import { useFormat, useWorkspace } from "@/components/shell/workspace-provider";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { type Msg, msg, t } from "@/lib/language/t";
import type { CampaignLeaving } from "@/lib/reports/leaving";

const ways: Partial<Record<CampaignLeaving["ways"][number]["way"], Msg>> = {
  own_words: msg("Said why, in their own words"),
  one_click: msg("By the button of their mail program"),
  unsubscribe_page: msg("By the link in the mail"),
  preference_page: msg("By their preferences"),
  mailto: msg("By writing a mail"),
  complaint: msg("By marking it as spam"),
};

/** Why people unsubscribed by a campaign: by which way, and what they said. */
export function LeavingCard({ campaignId, leaving }: { campaignId: string; leaving: CampaignLeaving }) {
  const format = useFormat();
  const { path } = useWorkspace();
  const people = path("/campaigns/[campaignId]/report/recipients", { campaignId, outcome: "unsubscribed" });
  if (leaving.ways.length === 0) return null;
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Why people unsubscribed")}</CardTitle>
        <CardDescription>
          {leaving.newestOnly
            ? t(
                "{count, plural, one {Of the # who left last.} other {Of the # who left last.}} After leaving everybody may say why.",
                { count: leaving.newestOnly },
              )
            : t("After leaving everybody may say why. Who has come back since is not counted.")}
        </CardDescription>
      </CardHeader>
      <CardContent className="grid gap-6 lg:grid-cols-2">
        <ul className="grid content-start gap-2 text-sm">
          {leaving.ways.map(({ way, count }) => (
            <li key={way} className="flex items-baseline justify-between gap-3">
              <span>{t(ways[way] ?? msg("Otherwise"))}</span>
              <Link href={people} className="rounded-sm tabular-nums underline-offset-4 hover:underline">
                {format.number(count)}
              </Link>
            </li>
          ))}
        </ul>
        {leaving.words.length > 0 ? (
          <ul aria-label={t("What they said")} className="grid content-start gap-3 text-sm">
            {leaving.words.map(({ messageId, email, text }) => (
              <li key={messageId} className="grid gap-0.5">
                <q className="break-words">{text}</q>
                <Link
                  href={path("/messages/[messageId]", { messageId })}
                  className="w-fit break-all rounded-sm text-muted-foreground text-xs underline-offset-4 hover:underline"
                >
                  {email}
                </Link>
              </li>
            ))}
          </ul>
        ) : null}
      </CardContent>
    </Card>
  );
}

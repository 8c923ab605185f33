"use client";

import { SplitBar, type SplitPart } from "@/components/charts/split-bar";
import { useFormat, useWorkspace } from "@/components/shell/workspace-provider";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { t } from "@/lib/language/t";
import type { RecipientOutcome } from "@/lib/reports/schema";
import type { CampaignReport } from "@/lib/reports/views";

type Part = Omit<SplitPart, "href"> & { outcome: RecipientOutcome };

function partsOf({ numbers }: CampaignReport): { title: string; description: string; parts: Part[] }[] {
  const { opens, clicks } = numbers;
  return [
    {
      title: t("Who opened"),
      description: t("Every open, also of the same person."),
      parts: [
        {
          key: "human",
          label: t("People"),
          count: opens.human,
          color: 1,
          outcome: "opened",
          help: t("A mail program loaded the picture, or somebody viewed the message in the browser."),
        },
        {
          key: "proxy",
          label: t("Privacy proxies"),
          count: opens.proxy,
          color: 3,
          outcome: "proxy_opened",
          help: t(
            "Apple, Gmail and Yahoo load pictures for their users, often without anybody reading. Never counted as people.",
          ),
        },
        {
          key: "bot",
          label: t("Bots"),
          count: opens.bot,
          color: "muted",
          outcome: "bot_opened",
          help: t("Security scanners and crawlers, known by name or by how they ask."),
        },
      ],
    },
    {
      title: t("Who clicked"),
      description: t("Every click, also of the same person."),
      parts: [
        { key: "human", label: t("People"), count: clicks.human, color: 1, outcome: "clicked" },
        {
          key: "bot",
          label: t("Bots"),
          count: clicks.bot,
          color: "muted",
          outcome: "bot_clicked",
          help: t(
            "Scanners follow links to check them: at once after delivery, several links within seconds, or with HEAD requests.",
          ),
        },
      ],
    },
    {
      title: t("Why it bounced"),
      description: t("Messages refused for good."),
      parts: [
        {
          key: "hard",
          label: t("Hard: no such mailbox"),
          count: numbers.bouncedHard,
          color: "destructive",
          outcome: "bounced_hard",
          help: t("These addresses are suppressed and not mailed again."),
        },
        {
          key: "soft",
          label: t("Soft: retries ran out"),
          count: numbers.bouncedSoft,
          color: "warning",
          outcome: "bounced_soft",
        },
        {
          key: "block",
          label: t("Block: refused by policy"),
          count: numbers.bouncedBlock,
          color: "muted",
          outcome: "bounced_block",
          help: t("About your domain, address or content, not about the mailbox. These people stay on their lists."),
        },
      ],
    },
  ];
}

/** People, proxies and bots kept apart, and bounces by kind. */
export function SplitCards({ report }: { report: CampaignReport }) {
  const format = useFormat();
  const { path } = useWorkspace();
  return (
    <div className="grid gap-4 lg:grid-cols-3">
      {partsOf(report).map((card) => (
        <Card key={card.title}>
          <CardHeader>
            <CardTitle>{card.title}</CardTitle>
            <CardDescription>{card.description}</CardDescription>
          </CardHeader>
          <CardContent>
            <SplitBar
              parts={card.parts.map(({ outcome, ...part }) => ({
                ...part,
                href: path("/campaigns/[campaignId]/report/recipients", { campaignId: report.campaign.id, outcome }),
              }))}
              formatNumber={format.number}
              formatShare={format.percent}
            />
          </CardContent>
        </Card>
      ))}
    </div>
  );
}

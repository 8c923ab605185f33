"use client";

import { SplitBar, type SplitPart } from "@/components/charts/split-bar";
import { useFormat, useWorkspace } from "@/components/shell/workspace-provider";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import type { RecipientOutcome } from "@/lib/reports/schema";
import type { CampaignReport } from "@/lib/reports/views";

type Part = Omit<SplitPart, "href"> & { outcome: RecipientOutcome };

function partsOf({ numbers }: CampaignReport): { title: string; description: string; parts: Part[] }[] {
  const { opens, clicks } = numbers;
  return [
    {
      title: "Who opened",
      description: "Every open, also of the same person.",
      parts: [
        {
          key: "human",
          label: "People",
          count: opens.human,
          color: 1,
          outcome: "opened",
          help: "A mail program loaded the picture, or somebody viewed the message in the browser.",
        },
        {
          key: "proxy",
          label: "Privacy proxies",
          count: opens.proxy,
          color: 3,
          outcome: "proxy_opened",
          help: "Apple, Gmail and Yahoo load pictures for their users, often without anybody reading. Never counted as people.",
        },
        {
          key: "bot",
          label: "Bots",
          count: opens.bot,
          color: "muted",
          outcome: "bot_opened",
          help: "Security scanners and crawlers, known by name or by how they ask.",
        },
      ],
    },
    {
      title: "Who clicked",
      description: "Every click, also of the same person.",
      parts: [
        { key: "human", label: "People", count: clicks.human, color: 1, outcome: "clicked" },
        {
          key: "bot",
          label: "Bots",
          count: clicks.bot,
          color: "muted",
          outcome: "bot_clicked",
          help: "Scanners follow links to check them: at once after delivery, several links within seconds, or with HEAD requests.",
        },
      ],
    },
    {
      title: "Why it bounced",
      description: "Messages refused for good.",
      parts: [
        {
          key: "hard",
          label: "Hard: no such mailbox",
          count: numbers.bouncedHard,
          color: "destructive",
          outcome: "bounced_hard",
          help: "These addresses are suppressed and not mailed again.",
        },
        {
          key: "soft",
          label: "Soft: retries ran out",
          count: numbers.bouncedSoft,
          color: "warning",
          outcome: "bounced_soft",
        },
        {
          key: "block",
          label: "Block: refused by policy",
          count: numbers.bouncedBlock,
          color: "muted",
          outcome: "bounced_block",
          help: "About your domain, address or content, not about the mailbox. These people stay on their lists.",
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

"use client";

import { PreviewPane } from "@/components/editor/preview-pane";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { PageHeader } from "@/components/ui/page-header";
import type { CampaignDraft } from "@/lib/campaigns/draft/views.shared";
import { t } from "@/lib/language/t";
import type { AudienceOption } from "@/lib/people/audiences/audience.shared";
import type { SenderView } from "@/lib/sending/transports/queries";
import { ReviewSummary } from "./review-summary";
import { StatusBadge } from "./status-badge";

interface Props {
  draft: CampaignDraft;
  options: AudienceOption[];
  senders: SenderView[];
}

/** A draft for those who may look at it but not change it. */
export function DraftView({ draft, options, senders }: Props) {
  const { path } = useWorkspace();
  const content = draft.contentKind === "html" ? { html: draft.html ?? "" } : { document: draft.document };
  return (
    <>
      <PageHeader
        title={draft.name}
        badge={<StatusBadge status={draft.status} />}
        description={t("Your role may look at this draft but not change it.")}
        back={{ href: path("/campaigns"), label: t("Campaigns") }}
      />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <PreviewPane content={{ ...content, subject: draft.subject, previewText: draft.previewText }} />
        <ReviewSummary
          draft={draft}
          options={options}
          sender={senders.find((sender) => sender.id === draft.senderId)}
          at={null}
          estimate={undefined}
        />
      </div>
    </>
  );
}

"use client";

import { Archive, ArchiveRestore, Tag, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { SelectionBar } from "@/components/ui/selection-bar";
import type { CampaignSummary } from "@/lib/campaigns/draft/views.shared";
import { t } from "@/lib/language/t";
import { type CampaignChange, useChangeCampaigns } from "./use-change-campaigns";

const LabelDialog = dynamic(() => import("./label-dialog").then((module) => module.LabelDialog), { ssr: false });

interface Props {
  campaigns: CampaignSummary[];
  onDone: () => void;
}

/** What can be done with the campaigns ticked: only what at least one of them allows is offered. */
export function CampaignBulkBar({ campaigns, onDone }: Props) {
  const [asking, setAsking] = useState<"label" | "delete" | null>(null);
  const apply = useChangeCampaigns(onDone);
  const count = campaigns.length;
  const run = (change: CampaignChange) => apply.mutateAsync({ ids: campaigns.map(({ id }) => id), change });
  const drafts = campaigns.filter(({ status }) => status === "draft");
  const isArchive = campaigns.every(({ archived }) => archived);
  const Away = isArchive ? ArchiveRestore : Archive;
  return (
    <>
      <SelectionBar
        label={t("Selected campaigns")}
        selected={t("{count, plural, one {# campaign selected} other {# campaigns selected}}", { count })}
        place="below"
        onClear={onDone}
      >
        <Button variant="outline" size="sm" onClick={() => setAsking("label")}>
          <Tag aria-hidden />
          {t("Add label")}
        </Button>
        <Button
          variant="outline"
          size="sm"
          pending={apply.isPending}
          onClick={() =>
            apply.mutate({ ids: campaigns.map(({ id }) => id), change: { kind: isArchive ? "restore" : "archive" } })
          }
        >
          <Away aria-hidden />
          {isArchive ? t("Restore") : t("Archive")}
        </Button>
        {drafts.length > 0 ? (
          <Button variant="outline" size="sm" onClick={() => setAsking("delete")}>
            <Trash2 aria-hidden />
            {t("Delete")}
          </Button>
        ) : null}
      </SelectionBar>
      {asking === "label" ? (
        <LabelDialog
          single
          title={t("{count, plural, one {Label # campaign} other {Label # campaigns}}", { count })}
          description={t("A label groups campaigns in this list. Recipients never see it.")}
          confirmLabel={t("Add label")}
          onClose={() => setAsking(null)}
          onConfirm={async ([label]) => {
            if (!label) throw new Error(t("Choose a label."));
            await run({ kind: "add_label", label });
          }}
        />
      ) : null}
      <ConfirmDialog
        open={asking === "delete"}
        onOpenChange={(open) => open || setAsking(null)}
        title={t("{count, plural, one {Delete # draft?} other {Delete # drafts?}}", { count: drafts.length })}
        description={
          drafts.length < campaigns.length
            ? t(
                "Only drafts are deleted; the others that you selected stay. For 30 days they can be brought back from the bin.",
              )
            : t("For 30 days they can be brought back from the bin.")
        }
        confirmLabel={t("Delete")}
        destructive
        onConfirm={() => apply.mutateAsync({ ids: drafts.map(({ id }) => id), change: { kind: "delete" } })}
      />
    </>
  );
}

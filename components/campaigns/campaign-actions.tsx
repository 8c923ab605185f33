"use client";

import {
  Archive,
  ArchiveRestore,
  ChartColumn,
  Copy,
  MailQuestion,
  Pause,
  Pencil,
  Play,
  Tag,
  Trash2,
  Undo2,
} from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useUndoDelete } from "@/components/bin/use-undo-delete";
import { useDoWithUndo, useUndo } from "@/components/shell/use-undo";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { ActionsMenu } from "@/components/ui/actions-menu";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/toaster";
import type { Deleted } from "@/lib/base/bin/put-in-bin";
import type { CampaignSummary } from "@/lib/campaigns/draft/views.shared";
import { errorMessage } from "@/lib/client/api";
import { t } from "@/lib/language/t";
import { canDo, isFinal, isUnderWay } from "@/lib/sending/campaign/status.shared";
import { useResend } from "./use-resend";

const LabelDialog = dynamic(() => import("./label-dialog").then((module) => module.LabelDialog), { ssr: false });

type Subject = Pick<CampaignSummary, "id" | "name" | "status" | "archived" | "labels" | "scheduledAt">;

/** What can be done with a campaign now. */
export function CampaignActions({ campaign }: { campaign: Subject }) {
  const { can, path } = useWorkspace();
  const router = useRouter();
  const run = useCampaignActions(campaign);
  const resend = useResend(campaign);
  const [deleting, setDeleting] = useState(false);
  const [labelling, setLabelling] = useState(false);
  const { status } = campaign;
  const mayWrite = can("campaigns.write");
  const maySend = can("campaigns.send");
  const hasReport = status !== "draft" && status !== "scheduled";
  return (
    <>
      <ActionsMenu name={campaign.name} size="icon-sm">
        <DropdownMenuItem onSelect={() => router.push(path("/campaigns/[campaignId]", { campaignId: campaign.id }))}>
          <Pencil aria-hidden />
          {status === "draft" && mayWrite ? t("Edit") : t("Open")}
        </DropdownMenuItem>
        {hasReport ? (
          <DropdownMenuItem
            onSelect={() => router.push(path("/campaigns/[campaignId]/report", { campaignId: campaign.id }))}
          >
            <ChartColumn aria-hidden />
            {t("Report")}
          </DropdownMenuItem>
        ) : null}
        {maySend && canDo(status, "pause") ? (
          <DropdownMenuItem onSelect={run.pause}>
            <Pause aria-hidden />
            {t("Pause")}
          </DropdownMenuItem>
        ) : null}
        {maySend && canDo(status, "resume") ? (
          <DropdownMenuItem onSelect={run.resume}>
            <Play aria-hidden />
            {t("Resume")}
          </DropdownMenuItem>
        ) : null}
        {maySend && canDo(status, "unschedule") ? (
          <DropdownMenuItem onSelect={run.unschedule}>
            <Undo2 aria-hidden />
            {t("Take off the schedule")}
          </DropdownMenuItem>
        ) : null}
        {mayWrite ? (
          <DropdownMenuItem onSelect={run.duplicate}>
            <Copy aria-hidden />
            {t("Duplicate")}
          </DropdownMenuItem>
        ) : null}
        {mayWrite && isFinal(status) ? (
          <DropdownMenuItem onSelect={() => resend.mutate()}>
            <MailQuestion aria-hidden />
            {t("Resend to non-openers")}
          </DropdownMenuItem>
        ) : null}
        {mayWrite ? (
          <DropdownMenuItem onSelect={() => setLabelling(true)}>
            <Tag aria-hidden />
            {t("Labels…")}
          </DropdownMenuItem>
        ) : null}
        {mayWrite && !isUnderWay(status) && status !== "scheduled" ? (
          <DropdownMenuItem onSelect={campaign.archived ? run.restore : run.archive}>
            {campaign.archived ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />}
            {campaign.archived ? t("Restore") : t("Archive")}
          </DropdownMenuItem>
        ) : null}
        {mayWrite && status === "draft" ? (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuItem variant="destructive" onSelect={() => setDeleting(true)}>
              <Trash2 aria-hidden />
              {t("Delete")}
            </DropdownMenuItem>
          </>
        ) : null}
      </ActionsMenu>
      <ConfirmDialog
        open={deleting}
        onOpenChange={setDeleting}
        title={t("Delete the draft “{name}”?", { name: campaign.name })}
        description={t("For 30 days it can be brought back from the bin.")}
        confirmLabel={t("Delete draft")}
        destructive
        onConfirm={run.remove}
      />
      {labelling ? (
        <LabelDialog
          title={t("Labels of “{name}”", { name: campaign.name })}
          description={t("Labels group campaigns in the list. Recipients never see them.")}
          confirmLabel={t("Save labels")}
          initial={campaign.labels}
          onClose={() => setLabelling(false)}
          onConfirm={run.label}
        />
      ) : null}
    </>
  );
}

function useCampaignActions({ id, name, labels: before, scheduledAt }: Subject) {
  const undoDelete = useUndoDelete();
  const undo = useUndo();
  const doWithUndo = useDoWithUndo();
  const { api, path } = useWorkspace();
  const router = useRouter();
  const url = `/campaigns/${id}`;
  const change = (work: () => Promise<unknown>, text: string, back: () => Promise<unknown>) => () =>
    void doWithUndo(work, text, back);
  const [pause, resume] = [() => api.put(`${url}/pause`), () => api.delete(`${url}/pause`)];
  const [archive, restore] = [() => api.put(`${url}/archive`), () => api.delete(`${url}/archive`)];
  const setLabels = (labels: string[]) => api.put(`${url}/labels`, { labels });
  return {
    pause: change(pause, t("“{name}” is paused", { name }), resume),
    resume: change(resume, t("“{name}” goes on", { name }), pause),
    unschedule: change(
      () => api.delete(`${url}/schedule`),
      t("“{name}” is a draft again", { name }),
      () => api.put(`${url}/schedule`, { at: scheduledAt }),
    ),
    archive: change(archive, t("“{name}” is archived", { name }), restore),
    restore: change(restore, t("“{name}” is back", { name }), archive),
    label: async (labels: string[]) => {
      await setLabels(labels);
      undo(t("The labels of “{name}” are changed", { name }), () => setLabels(before));
      router.refresh();
    },
    duplicate: () => {
      api.post<{ id: string }>(`${url}/duplicate`).then(
        (copy) => {
          undo(t("This is a copy of “{name}”", { name }), async () => {
            await api.delete(`/campaigns/${copy.id}`);
            router.push(path("/campaigns"));
          });
          router.push(path("/campaigns/[campaignId]", { campaignId: copy.id }));
        },
        (error: unknown) => toast.error(errorMessage(error)),
      );
    },
    remove: async () => {
      undoDelete(t("“{name}” is deleted.", { name }), await api.delete<Deleted>(url));
      router.push(path("/campaigns"));
      router.refresh();
    },
  };
}

"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { toast } from "@/components/ui/toaster";
import { errorMessage } from "@/lib/client/api";
import type { PresentedTemplate } from "@/lib/content/templates/queries";
import type { CreateTemplate } from "@/lib/content/templates/schema";
import { t } from "@/lib/language/t";

/** What can be done to templates from the gallery and from the editor. */
export function useTemplateActions() {
  const router = useRouter();
  const { api, path } = useWorkspace();
  const onError = (error: unknown) => toast.error(errorMessage(error));
  const create = useMutation({
    mutationFn: (input: CreateTemplate) => api.post<PresentedTemplate>("/templates", input),
    onSuccess: (template) => router.push(path("/templates/[templateId]", { templateId: template.id })),
    onError,
  });
  const duplicate = useMutation({
    mutationFn: (id: string) => api.post<PresentedTemplate>(`/templates/${id}/duplicate`),
    onSuccess: (template) => router.push(path("/templates/[templateId]", { templateId: template.id })),
    onError,
  });
  const restore = useMutation({
    mutationFn: (id: string) => api.delete<PresentedTemplate>(`/templates/${id}/archive`),
    onSuccess: () => router.refresh(),
    onError,
  });
  const archive = useMutation({
    mutationFn: (id: string) => api.put<PresentedTemplate>(`/templates/${id}/archive`),
    onSuccess: (template) => {
      toast.success(t('"{name}" is archived.', { name: template.name }), {
        action: { label: t("Undo"), onClick: () => restore.mutate(template.id) },
      });
      router.push(path("/templates"));
      router.refresh();
    },
    onError,
  });
  const startCampaign = useMutation({
    mutationFn: (input: { templateKey?: string; templateId?: string }) => api.post<{ id: string }>("/campaigns", input),
    onSuccess: (campaign) => router.push(path("/campaigns/[campaignId]", { campaignId: campaign.id })),
    onError,
  });
  return { create, duplicate, archive, restore, startCampaign };
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useEffect, useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Alert, AlertDescription } from "@/components/ui/alert";
import { IconButton } from "@/components/ui/icon-button";
import { Skeleton } from "@/components/ui/skeleton";
import { wallTimeToDate } from "@/lib/base/time/zoned-time.shared";
import type { Preflight } from "@/lib/campaigns/preflight/run-preflight";
import { t } from "@/lib/language/t";
import type { AudienceOption } from "@/lib/people/audiences/audience.shared";
import type { SenderView } from "@/lib/sending/transports/queries";
import { CampaignMailCard } from "./campaign-mail-card";
import { LaunchButton } from "./launch-button";
import { PreflightList, PreflightSummary } from "./preflight-list";
import { ReviewSummary } from "./review-summary";
import type { DraftEditor } from "./use-draft";
import type { WizardStep } from "./wizard-steps";

interface Props {
  editor: DraftEditor;
  options: AudienceOption[];
  senders: SenderView[];
  sendAt: string | null;
  onStep: (step: WizardStep) => void;
}

/** The last look: what was checked, what will happen, and the button that makes it happen. */
export function ReviewStep({ editor, options, senders, sendAt, onStep }: Props) {
  const { timeZone } = useWorkspace();
  const preflight = usePreflight(editor);
  const at = sendAt ? wallTimeToDate(sendAt, timeZone) : null;
  const findings = preflight.data?.findings;
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="grid min-w-0 gap-3">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <h3 className="font-semibold text-base">{t("Checked before sending")}</h3>
          <div className="flex items-center gap-2">
            {findings ? <PreflightSummary findings={findings} /> : null}
            <IconButton
              icon={RefreshCw}
              label={t("Check again")}
              pending={preflight.isFetching}
              onClick={() => void preflight.refetch()}
            />
          </div>
        </div>
        {preflight.error ? (
          <Alert variant="destructive" title={t("The campaign could not be checked")}>
            <AlertDescription>
              {t("{message} Your draft is safe.", { message: preflight.error.message })}
            </AlertDescription>
          </Alert>
        ) : null}
        {findings ? <PreflightList findings={findings} onFix={onStep} /> : null}
        {!findings && !preflight.error ? <Skeleton className="h-96 w-full rounded-xl" /> : null}
      </div>
      <div className="grid gap-4 lg:sticky lg:top-6">
        <ReviewSummary
          draft={editor.draft}
          options={options}
          sender={senders.find((sender) => sender.id === editor.draft.senderId)}
          at={at}
          estimate={preflight.data?.estimate}
        />
        <LaunchButton editor={editor} preflight={preflight.data} at={at} />
        {preflight.data ? (
          <CampaignMailCard
            campaignId={editor.draft.id}
            version={String(preflight.dataUpdatedAt)}
            sent={false}
            className="max-lg:hidden"
          />
        ) : null}
      </div>
    </div>
  );
}

/** Saves first, so that what is checked is what is on the screen; then asks the server. */
function usePreflight({ draft, flush }: DraftEditor) {
  const { api } = useWorkspace();
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let shown = true;
    void flush().then(() => shown && setReady(true));
    return () => {
      shown = false;
    };
  }, [flush]);
  return useQuery({
    queryKey: ["preflight", draft.id],
    queryFn: ({ signal }) => api.get<Preflight>(`/campaigns/${draft.id}/preflight`, { signal }),
    enabled: ready,
    staleTime: 0,
    gcTime: 0,
  });
}

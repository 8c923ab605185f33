"use client";

import { ArrowLeft, Send } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Alert, AlertDescription } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import type { BrandTheme } from "@/emails/theme";
import type { CampaignDraft } from "@/lib/campaigns/draft/views.shared";
import type { AudienceOption } from "@/lib/people/audiences/audience.shared";
import type { SenderView } from "@/lib/sending/transports/queries";
import { AudienceStep } from "./audience-step";
import { CampaignName } from "./campaign-name";
import { ReviewStep } from "./review-step";
import { SaveIndicator } from "./save-indicator";
import { SaveProblem } from "./save-problem";
import { ScheduleStep } from "./schedule-step";
import { TestSendDialog } from "./test-send-dialog";
import { useDraft } from "./use-draft";
import { WizardNav } from "./wizard-nav";
import { readStep, stepAfter, stepNames, type WizardStep } from "./wizard-steps";

// Not rendered on the server: what is typed before the page is awake would be lost.
const ContentStep = dynamic(() => import("./content-step").then((module) => module.ContentStep), {
  ssr: false,
  loading: () => <Skeleton className="h-96 w-full rounded-xl" />,
});

export interface WizardProps {
  draft: CampaignDraft;
  options: AudienceOption[];
  senders: SenderView[];
  brand: BrandTheme;
}

/** A campaign being written: four steps over one draft that saves itself. The step stands in the address. */
export function CampaignWizard({ draft: initial, options, senders, brand }: WizardProps) {
  const { path } = useWorkspace();
  const editor = useDraft(initial);
  const { step, sendAt, go } = useWizardPlace();
  const heading = useRef<HTMLHeadingElement>(null);
  const { draft } = editor;
  const next = stepAfter(step);
  useFocusOnStep(step, heading);

  return (
    <div className="grid gap-5">
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
        <div className="grid min-w-0 flex-1 basis-full gap-1 sm:basis-0">
          <Link
            href={path("/campaigns")}
            className="inline-flex w-fit items-center gap-1.5 text-muted-foreground text-sm hover:text-foreground"
          >
            <ArrowLeft aria-hidden className="size-3.5 rtl:rotate-180" />
            Campaigns
          </Link>
          <CampaignName name={draft.name} onChange={(name) => editor.change({ name })} />
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <SaveIndicator state={editor.state} />
          <TestSendDialog campaignId={draft.id} beforeSend={editor.flush}>
            <Button variant="outline">
              <Send aria-hidden />
              Send test
            </Button>
          </TestSendDialog>
          {next ? <Button onClick={() => go(next)}>Next: {stepNames[next].toLowerCase()}</Button> : null}
        </div>
      </header>
      <WizardNav step={step} draft={draft} onStep={(chosen) => go(chosen)} />
      <SaveProblem editor={editor} />
      {draft.returnedBecause ? (
        <Alert variant="warning" title="This campaign was not sent">
          <AlertDescription>{draft.returnedBecause} Nobody received anything.</AlertDescription>
        </Alert>
      ) : null}
      <section aria-labelledby="step-heading" className="min-w-0">
        <h2 id="step-heading" ref={heading} tabIndex={-1} className="sr-only">
          {stepNames[step]}
        </h2>
        {step === "audience" ? (
          <AudienceStep
            audience={draft.audience}
            options={options}
            onChange={(audience) => editor.change({ audience })}
          />
        ) : null}
        {step === "content" ? <ContentStep editor={editor} senders={senders} brand={brand} /> : null}
        {step === "schedule" ? (
          <ScheduleStep sendAt={sendAt} onChange={(at) => go("schedule", at)} editor={editor} />
        ) : null}
        {step === "review" ? (
          <ReviewStep
            editor={editor}
            options={options}
            senders={senders}
            sendAt={sendAt}
            onStep={(chosen) => go(chosen)}
          />
        ) : null}
      </section>
    </div>
  );
}

/** Step and chosen time, kept in the address so that a reload or a link opens the same place. */
function useWizardPlace() {
  const search = useSearchParams();
  const pathname = usePathname();
  const step = readStep(search.get("step"));
  const sendAt = search.get("at");
  /** An empty `at` means: send at once. */
  const go = (chosen: WizardStep, at: string | null = sendAt) => {
    const query = new URLSearchParams({ step: chosen, ...(at && { at }) });
    const url = `${pathname}?${query}`;
    if (chosen === step) window.history.replaceState(null, "", url);
    else window.history.pushState(null, "", url);
  };
  return { step, sendAt, go };
}

/** Moves the focus to the new step, so that keyboard and screen reader follow; not on the first view. */
function useFocusOnStep(step: WizardStep, heading: React.RefObject<HTMLHeadingElement | null>): void {
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    heading.current?.focus();
    window.scrollTo({ top: 0 });
  }, [step, heading]);
}

"use client";

import { ArrowLeft, Send } from "lucide-react";
import dynamic from "next/dynamic";
import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Alert, AlertDescription } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { PageBar } from "@/components/ui/page-bar";
import { Skeleton } from "@/components/ui/skeleton";
import { useLoaded } from "@/components/ui/use-loaded";
import type { BrandTheme } from "@/emails/theme";
import type { CampaignDraft } from "@/lib/campaigns/draft/views.shared";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import type { AudienceOption } from "@/lib/people/audiences/audience.shared";
import type { SenderView } from "@/lib/sending/transports/queries";
import { CampaignName } from "./campaign-name";
import { SaveIndicator } from "./save-indicator";
import { SaveProblem } from "./save-problem";
import { TestSendDialog } from "./test-send-dialog";
import { useDraft } from "./use-draft";
import { WizardNav } from "./wizard-nav";
import { readStep, stepAfter, stepNames, type WizardStep } from "./wizard-steps";

const loading = () => <Skeleton className="h-96 w-full rounded-xl" />;
// Each step is fetched when it is come to.
const AudienceStep = dynamic(() => import("./audience-step").then((module) => module.AudienceStep), { loading });
const ScheduleStep = dynamic(() => import("./schedule-step").then((module) => module.ScheduleStep), { loading });
const ReviewStep = dynamic(() => import("./review-step").then((module) => module.ReviewStep), { loading });
// Not rendered on the server: what is typed before the page is awake would be lost.
const loadContentStep = () => import("./content-step").then((module) => module.ContentStep);

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
  const ContentStep = useLoaded(loadContentStep, step === "content");
  const contentStep = ContentStep ? <ContentStep editor={editor} senders={senders} brand={brand} /> : loading();
  useFocusOnStep(step, heading);
  useTitle(draft.name);

  return (
    <>
      <PageBar
        title={
          <>
            <Link
              href={path("/campaigns")}
              aria-label={t("Campaigns")}
              title={t("Back to campaigns")}
              className="shrink-0 rounded-md p-1 text-muted-foreground hover:text-foreground"
            >
              <ArrowLeft aria-hidden className="size-4 rtl:-scale-x-100" />
            </Link>
            <CampaignName name={draft.name} onChange={(name) => editor.change({ name })} />
          </>
        }
        extra={
          <TestSendDialog campaignId={draft.id} beforeSend={editor.flush}>
            <Button variant="outline" size="sm">
              <Send aria-hidden />
              {t("Send test")}
            </Button>
          </TestSendDialog>
        }
        middle={<WizardNav step={step} draft={draft} onStep={(chosen) => go(chosen)} />}
        actions={
          <>
            <SaveIndicator state={editor.state} />
            {next ? (
              <Button size="sm" onClick={() => go(next)}>
                <span>
                  {rich("Next<more>: {step, select, content {content} schedule {schedule} other {review}}</more>", {
                    step: next,
                    more: (inner) => <span className="max-sm:sr-only">{inner}</span>,
                  })}
                </span>
              </Button>
            ) : null}
          </>
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
        <SaveProblem editor={editor} />
        {draft.returnedBecause ? (
          <Alert variant="warning" title={t("This campaign was not sent")}>
            <AlertDescription>
              {t("{reason} Nobody received anything.", { reason: draft.returnedBecause })}
            </AlertDescription>
          </Alert>
        ) : null}
        <section aria-labelledby="step-heading" className="min-w-0">
          <h2 id="step-heading" ref={heading} tabIndex={-1} className="sr-only">
            {t(stepNames[step])}
          </h2>
          {step === "audience" ? (
            <AudienceStep
              audience={draft.audience}
              options={options}
              onChange={(audience) => editor.change({ audience })}
            />
          ) : null}
          {step === "content" ? contentStep : null}
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
    </>
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

/** The browser's title follows the name; until the page is loaded anew the server's has the old one. */
function useTitle(name: string): void {
  const shown = useRef(name);
  useEffect(() => {
    if (shown.current !== name) document.title = document.title.replace(shown.current, name);
    shown.current = name;
  }, [name]);
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

"use client";

import { Check } from "lucide-react";
import { useRef } from "react";
import { cn } from "@/components/ui/cn";
import { useScrolledToCurrent } from "@/components/ui/use-scrolled-to-current";
import type { CampaignDraft } from "@/lib/campaigns/draft/views.shared";
import { t } from "@/lib/language/t";
import { isStepDone, stepNames, type WizardStep, wizardSteps } from "./wizard-steps";

interface Props {
  step: WizardStep;
  draft: CampaignDraft;
  onStep: (step: WizardStep) => void;
}

/** The four steps; each can be opened at any time. */
export function WizardNav({ step, draft, onStep }: Props) {
  const steps = useRef<HTMLElement>(null);
  useScrolledToCurrent(steps, step);
  return (
    <nav ref={steps} aria-label={t("Steps")} className="h-full overflow-x-auto [scrollbar-width:none]">
      <ol className="flex h-full gap-1 sm:gap-3">
        {wizardSteps.map((each, index) => {
          const done = isStepDone(each, draft) && each !== "schedule";
          return (
            <li key={each} className="h-full">
              <button
                type="button"
                aria-current={each === step ? "step" : undefined}
                onClick={() => onStep(each)}
                className={cn(
                  "flex h-full items-center gap-2 whitespace-nowrap border-transparent border-b-2 px-1.5 font-medium text-muted-foreground text-sm transition-colors hover:text-foreground focus-visible:-outline-offset-2",
                  each === step && "border-primary text-foreground",
                )}
              >
                <span
                  aria-hidden
                  className={cn(
                    "hidden size-5 items-center justify-center rounded-full border text-xs tabular-nums sm:flex",
                    done && "border-transparent bg-success/15 text-success",
                    each === step && !done && "border-primary text-primary",
                  )}
                >
                  {done ? <Check className="size-3" /> : index + 1}
                </span>
                {t(stepNames[each])}
                {done ? <span className="sr-only">{t("(done)")}</span> : null}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

import type { CampaignDraft } from "@/lib/campaigns/draft/views.shared";
import { type Msg, msg } from "@/lib/language/t";
import { hasAudience } from "@/lib/people/audiences/audience.shared";

export const wizardSteps = ["audience", "content", "schedule", "review"] as const;
export type WizardStep = (typeof wizardSteps)[number];

export const stepNames: Record<WizardStep, Msg> = {
  audience: msg("Audience"),
  content: msg("Content"),
  schedule: msg("Schedule"),
  review: msg("Review"),
};

/** The step that an address asks for; the first one when it asks for none. */
export function readStep(value: string | null): WizardStep {
  return wizardSteps.find((step) => step === value) ?? "audience";
}

/** Whether a step has what it needs; "Review" is never done before the launch. */
export function isStepDone(step: WizardStep, draft: CampaignDraft): boolean {
  if (step === "audience") return hasAudience(draft.audience);
  if (step === "content") return draft.subject.trim() !== "" && draft.senderId !== null && draft.written === "own";
  return step === "schedule";
}

/** The step after, or null at the end. */
export function stepAfter(step: WizardStep): WizardStep | null {
  return wizardSteps[wizardSteps.indexOf(step) + 1] ?? null;
}

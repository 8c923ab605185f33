"use client";

import { Filter } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { type Msg, msg, t } from "@/lib/language/t";
import type { SegmentCondition, SegmentGroup } from "@/lib/people/segments/schema";
import type { SegmentItem } from "@/lib/people/segments/segments";
import type { RecipientOutcome } from "@/lib/reports/schema";

type Deed = Pick<Extract<SegmentCondition, { kind: "campaign" }>, "what" | "op">;
type Deeds = { name: Msg; deeds: readonly Deed[] };

/** Recipients that a rule finds again. */
const found: Partial<Record<RecipientOutcome, Deeds>> = {
  delivered: { name: msg("Received “{campaign}”"), deeds: [{ what: "received", op: "did" }] },
  opened: { name: msg("Opened “{campaign}”"), deeds: [{ what: "opened", op: "did" }] },
  not_opened: {
    name: msg("Did not open “{campaign}”"),
    deeds: [
      { what: "received", op: "did" },
      { what: "opened", op: "did_not" },
      { what: "clicked", op: "did_not" },
    ],
  },
  clicked: { name: msg("Clicked in “{campaign}”"), deeds: [{ what: "clicked", op: "did" }] },
};

interface Props {
  campaign: { id: string; name: string };
  outcome: RecipientOutcome;
}

/** Makes a segment of the people of a report, to write to them again. */
export function SaveSegmentButton({ campaign, outcome }: Props) {
  const { api, can, path } = useWorkspace();
  const router = useRouter();
  const people = found[outcome];
  const [name, setName] = useState(people ? t(people.name, { campaign: campaign.name }).slice(0, 120) : "");
  if (!people || !can("segments.write")) return null;
  async function save() {
    if (!people) return;
    const conditions = people.deeds.map((deed) => ({ kind: "campaign" as const, campaignId: campaign.id, ...deed }));
    const rules: SegmentGroup = { kind: "group", match: "all", rules: conditions };
    const { id } = await api.post<SegmentItem>("/segments", { name, rules });
    router.push(path("/contacts/segments/[segmentId]", { segmentId: id }));
  }
  return (
    <ConfirmDialog
      trigger={
        <Button variant="outline">
          <Filter aria-hidden />
          {t("Save as segment")}
        </Button>
      }
      title={t("Save these people as a segment")}
      description={t("Its rules can be narrowed afterwards. Who does the same later is in it too.")}
      confirmLabel={t("Save segment")}
      onConfirm={save}
    >
      <Field label={t("Name of the segment")} required>
        <Input value={name} maxLength={120} onChange={(event) => setName(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}

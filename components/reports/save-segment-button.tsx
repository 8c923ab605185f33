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

/** Recipients that a rule finds again. */
const deeds: Partial<Record<RecipientOutcome, Deed & { name: Msg }>> = {
  delivered: { what: "received", op: "did", name: msg("Received “{campaign}”") },
  opened: { what: "opened", op: "did", name: msg("Opened “{campaign}”") },
  clicked: { what: "clicked", op: "did", name: msg("Clicked in “{campaign}”") },
};

interface Props {
  campaign: { id: string; name: string };
  outcome: RecipientOutcome;
}

/** Makes a segment of the people of a report, to write to them again. */
export function SaveSegmentButton({ campaign, outcome }: Props) {
  const { api, can, path } = useWorkspace();
  const router = useRouter();
  const deed = deeds[outcome];
  const [name, setName] = useState(deed ? t(deed.name, { campaign: campaign.name }).slice(0, 120) : "");
  if (!deed || !can("segments.write")) return null;
  async function save() {
    if (!deed) return;
    const rule = { kind: "campaign", campaignId: campaign.id, what: deed.what, op: deed.op } as const;
    const rules: SegmentGroup = { kind: "group", match: "all", rules: [rule] };
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

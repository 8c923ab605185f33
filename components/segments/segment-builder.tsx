"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useUndoDelete } from "@/components/bin/use-undo-delete";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Input } from "@/components/ui/input";
import type { Deleted } from "@/lib/base/bin/put-in-bin";
import { fieldErrors } from "@/lib/client/api";
import { useLeaveGuard } from "@/lib/client/leave-guard";
import { t } from "@/lib/language/t";
import type { SegmentGroup } from "@/lib/people/segments/schema";
import type { SegmentItem } from "@/lib/people/segments/segments";
import { GroupEditor } from "./group-editor";
import { LiveCount } from "./live-count";
import type { RuleChoices } from "./rule-kinds";

const everybody: SegmentGroup = { kind: "group", match: "all", rules: [] };

/** Makes or changes a segment, with a live count and some of whom it finds. */
export function SegmentBuilder({ segment, choices }: { segment?: SegmentItem; choices: RuleChoices }) {
  const { api, can, path } = useWorkspace();
  const router = useRouter();
  const undoDelete = useUndoDelete();
  const [name, setName] = useState(segment?.name ?? "");
  const [rules, setRules] = useState(segment?.rules ?? everybody);
  const save = useMutation({
    mutationFn: () =>
      segment ? api.patch(`/segments/${segment.id}`, { name, rules }) : api.post("/segments", { name, rules }),
    onSuccess: () => {
      guard.release();
      router.push(path("/contacts/segments"));
      router.refresh();
    },
  });
  const guard = useLeaveGuard(
    !save.isSuccess && (name !== (segment?.name ?? "") || rules !== (segment?.rules ?? everybody)),
  );
  const errors = fieldErrors(save.error);
  const mayWrite = can("segments.write");
  return (
    <form
      className="grid max-w-4xl gap-6"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Field label={t("Name")} error={errors.name} required className="max-w-md">
        <Input value={name} maxLength={120} onChange={(event) => setName(event.target.value)} />
      </Field>
      <GroupEditor group={rules} choices={choices} onChange={setRules} />
      <LiveCount rules={rules} />
      <FormError message={save.error && !errors.name ? save.error.message : null} />
      {mayWrite ? (
        <div className="flex flex-wrap justify-end gap-2">
          {segment ? (
            <ConfirmDialog
              trigger={
                <Button variant="outline" className="me-auto">
                  {t("Delete")}
                </Button>
              }
              title={t("Delete {name}?", { name: segment.name })}
              description={t("The people stay. While a campaign that has not been sent uses it, it cannot be deleted.")}
              confirmLabel={t("Delete segment")}
              destructive
              onConfirm={async () => {
                guard.release();
                undoDelete(
                  t("{name} is deleted.", { name: segment.name }),
                  await api.delete<Deleted>(`/segments/${segment.id}`),
                );
                router.push(path("/contacts/segments"));
                router.refresh();
              }}
            />
          ) : null}
          <Button type="submit" pending={save.isPending}>
            {segment ? t("Save") : t("Create segment")}
          </Button>
        </div>
      ) : null}
    </form>
  );
}

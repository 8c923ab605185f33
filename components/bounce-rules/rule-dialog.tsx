"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { useForm } from "@/lib/client/use-form";
import type { BounceRuleValues } from "@/lib/feedback/bounce-rules/schema";
import { t } from "@/lib/language/t";
import { RuleFields } from "./rule-fields";
import { RulePreviewPanel } from "./rule-preview";

const emptyRule: BounceRuleValues = {
  provider: "*",
  patternKind: "text",
  pattern: "",
  code: null,
  enhanced: null,
  // Not chosen yet: no meaning is so harmless that it could be the default.
  category: "undetermined",
  note: "",
  enabled: true,
};

export function AddRuleButton() {
  return (
    <RuleDialog
      trigger={
        <Button>
          <Plus aria-hidden />
          {t("Add rule")}
        </Button>
      }
    />
  );
}

export interface RuleDialogProps {
  trigger: ReactNode;
  /** Absent for a new rule. */
  ruleId?: string;
  initial?: Partial<BounceRuleValues>;
}

/** Writes a rule, and shows what it would change before it is saved. */
export function RuleDialog({ trigger, ruleId, initial }: RuleDialogProps) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>{trigger}</DialogTrigger>
      <DialogContent className="max-h-[90dvh] max-w-2xl overflow-y-auto">
        <RuleForm ruleId={ruleId} initial={{ ...emptyRule, ...initial }} close={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

type FormProps = { ruleId: string | undefined; initial: BounceRuleValues; close: () => void };

function RuleForm({ ruleId, initial, close }: FormProps) {
  const { api } = useWorkspace();
  const router = useRouter();
  const form = useForm<BounceRuleValues & Record<string, unknown>, unknown>({
    initial,
    send: (values) => (ruleId ? api.put(`/bounce-rules/${ruleId}`, values) : api.post("/bounce-rules", values)),
    onDone: () => {
      close();
      router.refresh();
    },
  });
  return (
    <DialogForm
      form={form}
      title={ruleId ? t("Edit rule") : t("Add a rule")}
      description={t("A reply that holds this text means what you say here, before any built-in rule.")}
      submit={ruleId ? t("Save rule") : t("Add rule")}
    >
      <RuleFields form={form} />
      <RulePreviewPanel values={form.values} />
    </DialogForm>
  );
}

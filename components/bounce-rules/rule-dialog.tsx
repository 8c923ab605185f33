"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "@/components/ui/dialog";
import { FormError } from "@/components/ui/form-error";
import { useForm } from "@/lib/client/use-form";
import type { BounceRuleValues } from "@/lib/feedback/bounce-rules/schema";
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
          Add rule
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
    <form onSubmit={form.onSubmit} className="grid min-w-0 gap-5" noValidate>
      <DialogHeader>
        <DialogTitle>{ruleId ? "Edit rule" : "Add a rule"}</DialogTitle>
        <DialogDescription>
          A reply that holds these text means what you say here, before any built-in rule.
        </DialogDescription>
      </DialogHeader>
      <FormError message={form.formError} />
      <RuleFields form={form} />
      <RulePreviewPanel values={form.values} />
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="outline">Cancel</Button>
        </DialogClose>
        <Button type="submit" pending={form.pending}>
          {ruleId ? "Save rule" : "Add rule"}
        </Button>
      </DialogFooter>
    </form>
  );
}

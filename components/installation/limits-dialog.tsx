"use client";

import { useWorkspace } from "@/components/shell/workspace-provider";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useForm } from "@/lib/client/use-form";
import type { InstallationWorkspaceItem } from "@/lib/installation/schema";
import { msg, t } from "@/lib/language/t";

const limits = [
  {
    name: "maxMailsPerMonth",
    label: msg("Mails a month"),
    help: msg("A calendar month in UTC. Campaigns pause when it is used up."),
  },
  { name: "maxContacts", label: msg("Contacts"), help: msg("Imports leave out what is too many, and say so.") },
  { name: "maxSenders", label: msg("Senders"), help: msg("Addresses that campaigns may come from.") },
] as const;

type Values = Record<(typeof limits)[number]["name"], string>;

interface Props {
  workspace: InstallationWorkspaceItem;
  onClose: () => void;
  onDone: (text: string) => void;
}

const asText = (limit: number | null) => (limit === null ? "" : String(limit));
/** What is no number goes to the server as it is, which says what is wrong with it. */
const asLimit = (text: string) => (text.trim() === "" ? null : Number(text));

/** Sets how much of each a workspace may have; empty: no limit. */
export function LimitsDialog({ workspace, onClose, onDone }: Props) {
  const { api } = useWorkspace();
  const { id, name, maxMailsPerMonth, maxContacts, maxSenders } = workspace;
  const form = useForm<Values, unknown>({
    initial: {
      maxMailsPerMonth: asText(maxMailsPerMonth),
      maxContacts: asText(maxContacts),
      maxSenders: asText(maxSenders),
    },
    send: (values) =>
      api.put(`/installation/workspaces/${id}/limits`, {
        maxMailsPerMonth: asLimit(values.maxMailsPerMonth),
        maxContacts: asLimit(values.maxContacts),
        maxSenders: asLimit(values.maxSenders),
      }),
    onDone: () => {
      onDone(t("The limits of {name} are set", { name }));
      onClose();
    },
  });
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent className="max-w-md">
        <DialogForm
          form={form}
          title={t("Limits of {name}", { name })}
          description={t(
            "Leave a field empty for no limit. What is above a new limit stays; only what comes later is refused. The workspace sees its limits under Settings.",
          )}
          submit={t("Save limits")}
        >
          {limits.map((limit) => (
            <Field key={limit.name} label={t(limit.label)} help={t(limit.help)} error={form.errors[limit.name]}>
              <Input
                name={limit.name}
                inputMode="numeric"
                placeholder={t("No limit")}
                value={form.values[limit.name]}
                onChange={(event) => form.set(limit.name, event.target.value)}
              />
            </Field>
          ))}
        </DialogForm>
      </DialogContent>
    </Dialog>
  );
}

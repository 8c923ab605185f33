"use client";

import { useRouter } from "next/navigation";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SwitchField } from "@/components/ui/switch";
import { useForm } from "@/lib/client/use-form";
import { t } from "@/lib/language/t";
import { searchOfView } from "@/lib/people/views/view-search.shared";
import type { ViewItem } from "@/lib/people/views/views";
import { storedColumns } from "./contact-columns";
import { useUrlFilters } from "./use-url-filters";

/** Asks for the name of a view, and whether everybody gets it. */
export function ViewDialog({ onClose, onSaved }: { onClose: () => void; onSaved: (view: ViewItem) => void }) {
  const { slug, api, can } = useWorkspace();
  const router = useRouter();
  const url = useUrlFilters();
  const form = useForm({
    initial: { name: "", shared: false },
    send: (values) =>
      api.post<ViewItem>("/views", {
        ...values,
        search: searchOfView(url.search),
        columns: storedColumns(slug) ?? [],
      }),
    onDone: (view) => {
      onClose();
      onSaved(view);
      router.refresh();
    },
  });
  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <DialogContent>
        <DialogForm
          form={form}
          title={t("Save this view")}
          description={t("Search, filters, order and columns as they are now. It always shows who fits at the moment.")}
          submit={t("Save view")}
        >
          <Field label={t("Name")} error={form.errors.name} required>
            <Input
              name="name"
              value={form.values.name}
              maxLength={60}
              onChange={(event) => form.set("name", event.target.value)}
            />
          </Field>
          {can("views.share") ? (
            <SwitchField
              label={t("For everybody in the workspace")}
              description={t("Otherwise only you see it.")}
              checked={form.values.shared}
              onCheckedChange={(shared) => form.set("shared", shared)}
            />
          ) : null}
        </DialogForm>
      </DialogContent>
    </Dialog>
  );
}

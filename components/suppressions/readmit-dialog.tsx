"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toaster";
import { errorMessage, fieldErrors } from "@/lib/client/api";
import { t } from "@/lib/language/t";

/** Lets the address of an erased person be added again, and asks how they asked for it. */
export function ReadmitDialog({ email }: { email: string }) {
  const { api } = useWorkspace();
  const router = useRouter();
  const [note, setNote] = useState("");
  return (
    <ConfirmDialog
      trigger={
        <Button variant="outline" size="sm">
          {t("Allow the address again")}
        </Button>
      }
      title={t("Allow {email} again?", { email })}
      description={t(
        "Only when the person asked to come back themselves. Nobody is added or subscribed by this; it lets you and your programs add the address.",
      )}
      confirmLabel={t("Allow the address again")}
      onConfirm={async () => {
        await api.post("/suppressions/readmission", { email, note }).catch((error: unknown) => {
          throw new Error(fieldErrors(error).note ?? errorMessage(error));
        });
        setNote("");
        toast.success(t("{email} may be added again.", { email }));
        router.refresh();
      }}
    >
      <Field label={t("How did they ask to come back?")} help={t("Kept in the audit log with your name.")} required>
        <Textarea
          rows={2}
          minLength={3}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </Field>
    </ConfirmDialog>
  );
}

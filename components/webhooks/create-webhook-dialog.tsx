"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { ShownOnceDialog } from "@/components/ui/shown-once";
import type { ShownWebhook } from "@/lib/edges/webhooks/schema";
import { t } from "@/lib/language/t";
import { shownSecret } from "./shown-secret";
import { WebhookForm } from "./webhook-form";

/** Asks where events go and which, shows the secret once, and then leads to the webhook. */
export function CreateWebhookDialog() {
  const { api, can, path } = useWorkspace();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  if (!can("webhooks.write")) return null;
  return (
    <ShownOnceDialog<ShownWebhook>
      trigger={
        <Button>
          <Plus aria-hidden />
          {t("New webhook")}
        </Button>
      }
      open={open}
      onOpenChange={setOpen}
      form={(onMade) => (
        <WebhookForm
          title={t("Make a webhook")}
          description={t("Events are posted to it from now on, signed with a secret that you see once.")}
          submit={t("Make webhook")}
          initial={{ name: "", url: "", eventTypes: [] }}
          send={(values) => api.post<ShownWebhook>("/webhooks", values)}
          onDone={onMade}
        />
      )}
      shown={shownSecret}
      onSeen={({ id }) => router.push(path("/settings/webhooks/[webhookId]", { webhookId: id }))}
    />
  );
}

"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import type { ShownWebhook } from "@/lib/edges/webhooks/schema";
import { ShownSecret } from "./shown-secret";
import { WebhookForm } from "./webhook-form";

/** Asks where events go and which, shows the secret once, and then leads to the webhook. */
export function CreateWebhookDialog() {
  const { api, can, path } = useWorkspace();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [shown, setShown] = useState<ShownWebhook | null>(null);
  function change(next: boolean) {
    setOpen(next);
    if (next) return;
    if (shown) router.push(path("/settings/webhooks/[webhookId]", { webhookId: shown.id }));
    setShown(null);
  }
  if (!can("webhooks.write")) return null;
  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogTrigger asChild>
        <Button>
          <Plus aria-hidden />
          New webhook
        </Button>
      </DialogTrigger>
      {/* A click beside it must not lose what is shown once. */}
      <DialogContent onInteractOutside={(event) => shown && event.preventDefault()}>
        {shown ? (
          <ShownSecret shown={shown} />
        ) : (
          <WebhookForm
            title="Make a webhook"
            description="Events are posted to it from now on, signed with a secret that you see once."
            submit="Make webhook"
            initial={{ name: "", url: "", eventTypes: [] }}
            send={(values) => api.post<ShownWebhook>("/webhooks", values)}
            onDone={setShown}
          />
        )}
      </DialogContent>
    </Dialog>
  );
}

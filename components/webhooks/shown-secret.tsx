"use client";

import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { DialogClose, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import type { ShownWebhook } from "@/lib/edges/webhooks/schema";

/** A new secret in a dialog, the only time that it is seen. */
export function ShownSecret({ shown }: { shown: ShownWebhook }) {
  return (
    <div className="grid min-w-0 gap-5">
      <DialogHeader>
        <DialogTitle className="break-words">Copy the secret of “{shown.name}”</DialogTitle>
        <DialogDescription>
          It is shown only now. Your program verifies every call with it, as Standard Webhooks or Svix do.
        </DialogDescription>
      </DialogHeader>
      <div className="flex min-w-0 items-center gap-2 rounded-md bg-muted p-3">
        <code className="min-w-0 flex-1 break-all text-sm" data-testid="shown-secret">
          {shown.signingSecret}
        </code>
        <CopyButton value={shown.signingSecret} label="Copy secret" />
      </div>
      <DialogFooter>
        <DialogClose asChild>
          <Button>I have copied it</Button>
        </DialogClose>
      </DialogFooter>
    </div>
  );
}

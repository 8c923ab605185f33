"use client";

import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { DialogClose, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import type { ShownApiKey } from "@/lib/edges/api-keys/schema";

/** A new key in a dialog, the only time that it is seen. */
export function ShownKey({ shown }: { shown: ShownApiKey }) {
  return (
    <div className="grid min-w-0 gap-5">
      <DialogHeader>
        <DialogTitle className="break-words">Copy the key “{shown.name}”</DialogTitle>
        <DialogDescription>
          It is shown only now. Put it where your program keeps its secrets, never into its source.
        </DialogDescription>
      </DialogHeader>
      <div className="flex min-w-0 items-center gap-2 rounded-md bg-muted p-3">
        <code className="min-w-0 flex-1 break-all text-sm" data-testid="shown-key">
          {shown.key}
        </code>
        <CopyButton value={shown.key} label="Copy key" />
      </div>
      <DialogFooter>
        <DialogClose asChild>
          <Button>I have copied it</Button>
        </DialogClose>
      </DialogFooter>
    </div>
  );
}

"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import type { ShownApiKey } from "@/lib/edges/api-keys/schema";
import { CreateKeyForm } from "./create-key-form";
import type { DomainOption } from "./key-fields";
import { ShownKey } from "./shown-key";

/** Asks what a key is for, and then shows it once. */
export function CreateKeyDialog({ domains }: { domains: readonly DomainOption[] }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [shown, setShown] = useState<ShownApiKey | null>(null);
  function change(next: boolean) {
    setOpen(next);
    if (next) return;
    if (shown) router.refresh();
    setShown(null);
  }
  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogTrigger asChild>
        <Button>
          <Plus aria-hidden />
          New key
        </Button>
      </DialogTrigger>
      {/* A click beside it must not lose what is shown once. */}
      <DialogContent onInteractOutside={(event) => shown && event.preventDefault()}>
        {shown ? <ShownKey shown={shown} /> : <CreateKeyForm domains={domains} onDone={setShown} />}
      </DialogContent>
    </Dialog>
  );
}

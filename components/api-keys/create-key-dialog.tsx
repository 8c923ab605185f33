"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ShownOnceDialog } from "@/components/ui/shown-once";
import type { ShownApiKey } from "@/lib/edges/api-keys/schema";
import { t } from "@/lib/language/t";
import { CreateKeyForm } from "./create-key-form";
import type { DomainOption } from "./key-fields";
import { shownKey } from "./shown-key";

/** Asks what a key is for, and then shows it once. */
export function CreateKeyDialog({ domains }: { domains: readonly DomainOption[] }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  return (
    <ShownOnceDialog<ShownApiKey>
      trigger={
        <Button>
          <Plus aria-hidden />
          {t("New key")}
        </Button>
      }
      open={open}
      onOpenChange={setOpen}
      form={(onMade) => <CreateKeyForm domains={domains} onDone={onMade} />}
      shown={shownKey}
      onSeen={() => router.refresh()}
    />
  );
}

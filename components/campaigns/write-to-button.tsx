"use client";

import { MailPlus } from "lucide-react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { t } from "@/lib/language/t";

/** Begins a campaign to a list or segment; ids are public. */
export function WriteToButton(who: { list: string } | { segment: string }) {
  const { can, path } = useWorkspace();
  if (!can("campaigns.write")) return null;
  return (
    <Button asChild>
      <Link href={path("/campaigns/new", who)}>
        <MailPlus aria-hidden />
        {t("Write to them")}
      </Link>
    </Button>
  );
}

"use client";

import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { SearchInput } from "@/components/ui/search-input";
import { t } from "@/lib/language/t";

/** Finds mails by the recipient's whole address, and takes a tag away that they are narrowed to. */
export function EmailFilterBar({ to, tag }: { to: string; tag: string | null }) {
  const { path } = useWorkspace();
  const router = useRouter();
  return (
    <div className="mb-4 flex flex-wrap items-center gap-2">
      <SearchInput
        value={to}
        label={t("Find by recipient")}
        placeholder={t("Recipient's address")}
        onSearch={(next) => router.replace(path("/emails", { to: next, tag }))}
      />
      {tag ? (
        <Button variant="outline" size="sm" asChild>
          <Link href={path("/emails", { to })}>
            {tag}
            <X aria-label={t("Show all tags")} className="size-3.5" />
          </Link>
        </Button>
      ) : null}
    </div>
  );
}

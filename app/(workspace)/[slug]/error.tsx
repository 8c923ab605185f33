"use client";

import { RotateCw } from "lucide-react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { t } from "@/lib/language/t";

export default function WorkspaceError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <>
      <PageHeader title={t("Something went wrong")} />
      <EmptyState
        title={t("This page could not be shown")}
        description={
          error.digest
            ? t("Nothing you saved is lost. Try again; if it stays, look into the server's log for {reference}.", {
                reference: error.digest,
              })
            : t("Nothing you saved is lost. Try again; if it stays, look into the server's log.")
        }
        action={
          <Button onClick={reset}>
            <RotateCw aria-hidden />
            {t("Try again")}
          </Button>
        }
      />
    </>
  );
}

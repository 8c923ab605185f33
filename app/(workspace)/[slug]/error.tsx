"use client";

import { RotateCw } from "lucide-react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";

export default function WorkspaceError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <>
      <PageHeader title="Something went wrong" />
      <EmptyState
        title="This page could not be shown"
        description={
          <>
            Nothing you saved is lost. Try again; if it stays, look into the server's log
            {error.digest ? ` for ${error.digest}` : ""}.
          </>
        }
        action={
          <Button onClick={reset}>
            <RotateCw aria-hidden />
            Try again
          </Button>
        }
      />
    </>
  );
}

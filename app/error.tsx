"use client";

import { MessagePage } from "@/components/shell/message-page";
import { Button } from "@/components/ui/button";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <MessagePage title="Something went wrong">
      <p>
        The page could not be shown. Nothing you saved is lost.
        {error.digest ? <span className="block pt-1 text-xs">Reference {error.digest}</span> : null}
      </p>
      <Button onClick={reset}>Try again</Button>
    </MessagePage>
  );
}

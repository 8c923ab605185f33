"use client";

import { MessagePage } from "@/components/shell/message-page";
import { Button } from "@/components/ui/button";
import { t } from "@/lib/language/t";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <MessagePage title={t("Something went wrong")}>
      <p>
        {t("The page could not be shown. Nothing you saved is lost.")}
        {error.digest ? (
          <span className="block pt-1 text-xs">{t("Reference {reference}", { reference: error.digest })}</span>
        ) : null}
      </p>
      <Button onClick={reset}>{t("Try again")}</Button>
    </MessagePage>
  );
}

"use client";

import { signOut } from "@/components/shell/sign-out";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { t } from "@/lib/language/t";

/** The invitation went to another address than the one that is signed in. */
export function WrongAccount({ signedInAs, returnTo }: { signedInAs: string; returnTo: string }) {
  return (
    <>
      <Alert variant="warning">
        You are signed in as <span className="wrap-anywhere font-medium">{signedInAs}</span>. Sign out to accept with
        the invited address.
      </Alert>
      <Button className="w-full" onClick={() => void signOut(returnTo)}>
        {t("Sign out and go on")}
      </Button>
    </>
  );
}

"use client";

import { signOut } from "@/components/shell/sign-out";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";

/** The invitation went to another address than the one that is signed in. */
export function WrongAccount({ signedInAs, returnTo }: { signedInAs: string; returnTo: string }) {
  return (
    <>
      <Alert variant="warning">
        <p>
          {rich("You are signed in as <b>{email}</b>. Sign out to accept with the invited address.", {
            email: signedInAs,
            b: (inner) => <span className="wrap-anywhere font-medium">{inner}</span>,
          })}
        </p>
      </Alert>
      <Button className="w-full" onClick={() => void signOut(returnTo)}>
        {t("Sign out and go on")}
      </Button>
    </>
  );
}

"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { signOut } from "@/components/shell/sign-out";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { Link } from "@/components/ui/link";
import { Spinner } from "@/components/ui/spinner";
import { api, errorMessage } from "@/lib/client/api";
import { outerPath } from "@/lib/client/paths";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import type { ProviderChoice } from "@/lib/sign-in/oidc/queries";
import { ConfirmForm, type Way } from "./confirm-form";
import { ConfirmWithProviders } from "./confirm-with-providers";

interface OwnWays {
  fresh: boolean;
  password: boolean;
  totp: boolean;
  passkey: boolean;
  recoveryCode: boolean;
  providers: ProviderChoice[];
}

/** The ways in which somebody can show who sits there. */
export function StepUpWays({ onDone }: { onDone: () => void }) {
  const ways = useQuery({
    queryKey: ["step-up"],
    queryFn: () => api.get<OwnWays>("/api/app/account/step-up"),
    gcTime: 0,
    staleTime: 0,
  });
  if (ways.error) return <FormError message={errorMessage(ways.error)} />;
  if (!ways.data || ways.isFetching) return <Spinner className="justify-self-center" />;
  const own = usable(ways.data);
  const { providers } = ways.data;
  return (
    <div className="grid gap-3">
      {own.length > 0 ? (
        <ConfirmForm
          ways={own}
          questionPath="/api/app/account/step-up/question"
          submitLabel={t("Confirm")}
          send={async (proof) => {
            await api.post("/api/app/account/step-up", proof);
            onDone();
          }}
        />
      ) : null}
      {providers.length > 0 ? <ConfirmWithProviders providers={providers} onDone={onDone} /> : null}
      {own.length === 0 ? <NoPassword providers={providers} /> : null}
      <Button variant="link" size="sm" className="text-muted-foreground" onClick={() => void signOut()}>
        {t("Sign in anew instead")}
      </Button>
    </div>
  );
}

/** Not every provider says when it asked somebody; then a password helps, which a mailed link sets. */
function NoPassword({ providers }: Pick<OwnWays, "providers">) {
  return (
    <p className="text-center text-muted-foreground text-xs">
      {providers.length > 0
        ? rich("That does not work? <a>Choose a password with a mailed link</a>.", { a: toPassword })
        : rich("Your account has nothing to confirm with. <a>Choose a password with a mailed link</a>.", {
            a: toPassword,
          })}
    </p>
  );
}

const toPassword = (inner: ReactNode) => (
  <Link href={outerPath("/forgot-password")} className="underline underline-offset-4 hover:text-foreground">
    {inner}
  </Link>
);

function usable({ password, totp, passkey, recoveryCode }: OwnWays): Way[] {
  const ways: Way[] = [];
  if (passkey) ways.push("passkey");
  if (totp) ways.push("code");
  if (password) ways.push("password");
  if (recoveryCode) ways.push("recoveryCode");
  return ways;
}

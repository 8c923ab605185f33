import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountCard } from "@/components/account/account-card";
import { ClearOwnStorage } from "@/components/account/clear-own-storage";
import { OidcButtons } from "@/components/account/oidc-buttons";
import { SignInForm } from "@/components/account/sign-in-form";
import { FormError } from "@/components/ui/form-error";
import { Link } from "@/components/ui/link";
import { accountCtx } from "@/lib/account/account-ctx";
import { passkeysPossible } from "@/lib/account/factors/relying-party";
import { oidcProviders } from "@/lib/account/oidc-providers";
import { isFirstRun } from "@/lib/account/queries";
import { env } from "@/lib/base/env";
import { currentSession } from "@/lib/base/routes/page-context";
import { outerPath } from "@/lib/client/paths";
import { safeNextPath } from "@/lib/client/safe-next-path";
import { t } from "@/lib/language/t";
import { signInErrorText } from "@/lib/sign-in/oidc/refusals";

export const generateMetadata = (): Metadata => ({ title: t("Sign in") });

type Asked = "next" | "email" | "error" | "own";
type Props = { searchParams: Promise<Partial<Record<Asked, string | string[]>>> };

/** With OIDC_ONLY the form for password and passkey is behind a link, for operators. */
export default async function SignInPage({ searchParams }: Props) {
  const { next, email, error, own } = await searchParams;
  const nextPath = safeNextPath(next);
  if (await currentSession()) redirect(nextPath);
  if (await isFirstRun(accountCtx())) redirect(outerPath("/setup"));
  const providers = oidcProviders().map(({ id, name }) => ({ id, name }));
  const form = !env.OIDC_ONLY || own === "1";
  return (
    <AccountCard title={t("Sign in")}>
      <ClearOwnStorage />
      <div className="grid gap-5">
        <FormError message={signInErrorText(error)} />
        {providers.length > 0 ? <OidcButtons providers={providers} nextPath={nextPath} /> : null}
        {providers.length > 0 && form ? <Or /> : null}
        {form ? (
          <SignInForm
            nextPath={nextPath}
            email={typeof email === "string" ? email : ""}
            passkeys={passkeysPossible()}
          />
        ) : (
          <Link
            href={outerPath("/sign-in", { own: "1", next: nextPath })}
            className="justify-self-center text-muted-foreground underline-offset-4 hover:text-foreground hover:underline"
          >
            {t("Operators: sign in with a password")}
          </Link>
        )}
      </div>
    </AccountCard>
  );
}

function Or() {
  return (
    <div className="flex items-center gap-3 text-muted-foreground text-xs" aria-hidden>
      <span className="h-px flex-1 bg-border" />
      {t("or")}
      <span className="h-px flex-1 bg-border" />
    </div>
  );
}

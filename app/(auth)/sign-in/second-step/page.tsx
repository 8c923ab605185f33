import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { AccountCard } from "@/components/account/account-card";
import { SecondStep } from "@/components/account/second-step";
import { accountCtx } from "@/lib/account/account-ctx";
import { readPendingSignIn } from "@/lib/account/factors/pending-sign-in";
import { factorChoice } from "@/lib/account/factors/queries";
import { currentSession } from "@/lib/base/routes/page-context";
import { outerPath } from "@/lib/client/paths";
import { safeNextPath } from "@/lib/client/safe-next-path";
import { t } from "@/lib/language/t";

export const generateMetadata = (): Metadata => ({ title: t("Second step") });

type Props = { searchParams: Promise<{ next?: string | string[] }> };

/** Follows a right password on an account with a second factor. */
export default async function SecondStepPage({ searchParams }: Props) {
  const nextPath = safeNextPath((await searchParams).next);
  const ctx = accountCtx();
  const pending = await readPendingSignIn(ctx, (await headers()).get("cookie"));
  if (!pending) redirect((await currentSession()) ? nextPath : outerPath("/sign-in", { next: nextPath }));
  const { totp, passkey } = await factorChoice(ctx, pending.user.id);
  return (
    <AccountCard title={t("Second step")} description={t("Signing in as {email}.", { email: pending.user.email })}>
      <SecondStep nextPath={nextPath} totp={totp} passkey={passkey} />
    </AccountCard>
  );
}

import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountCard } from "@/components/account/account-card";
import { SignInForm } from "@/components/account/sign-in-form";
import { accountCtx } from "@/lib/account/account-ctx";
import { passkeysPossible } from "@/lib/account/factors/relying-party";
import { isFirstRun } from "@/lib/account/queries";
import { safeNextPath } from "@/lib/client/safe-next-path";
import { currentSession } from "@/lib/http/page-context";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ next?: string | string[]; email?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const { next, email } = await searchParams;
  const nextPath = safeNextPath(next);
  if (await currentSession()) redirect(nextPath);
  if (await isFirstRun(accountCtx())) redirect("/setup");
  return (
    <AccountCard title="Sign in">
      <SignInForm nextPath={nextPath} email={typeof email === "string" ? email : ""} passkeys={passkeysPossible()} />
    </AccountCard>
  );
}

import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountCard } from "@/components/account/account-card";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { accountCtx } from "@/lib/account/account-ctx";
import { isFirstRun } from "@/lib/account/queries";
import { outerPath } from "@/lib/client/paths";
import { t } from "@/lib/language/t";

export const generateMetadata = (): Metadata => ({ title: t("Sign up") });

export default async function SignUpPage() {
  if (await isFirstRun(accountCtx())) redirect(outerPath("/setup"));
  return (
    <AccountCard
      title={t("Accounts are by invitation")}
      description={t(
        "Ask an owner or admin of your workspace to invite you. The invitation comes by mail and opens your account.",
      )}
    >
      <Button asChild className="w-full">
        <Link href={outerPath("/sign-in")}>{t("Sign in instead")}</Link>
      </Button>
    </AccountCard>
  );
}

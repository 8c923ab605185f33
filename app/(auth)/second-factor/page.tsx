import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignOutButton } from "@/components/account/sign-out-button";
import { SecondFactorsCard } from "@/components/security/second-factors-card";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { accountCtx } from "@/lib/account/account-ctx";
import { findFactors } from "@/lib/account/factors/queries";
import { currentSession } from "@/lib/base/routes/page-context";
import { outerPath } from "@/lib/client/paths";
import { safeNextPath } from "@/lib/client/safe-next-path";
import { t } from "@/lib/language/t";

export const generateMetadata = (): Metadata => ({ title: t("Set up a second factor") });

type Props = { searchParams: Promise<{ next?: string | string[] }> };

/** Where members go first whose workspace asks for a second factor. */
export default async function SecondFactorPage({ searchParams }: Props) {
  const nextPath = safeNextPath((await searchParams).next);
  const signedIn = await currentSession();
  if (!signedIn) redirect(outerPath("/sign-in", { next: nextPath }));
  const factors = await findFactors(accountCtx(), signedIn.user.id);
  const done = signedIn.user.secondFactorAt !== null;
  return (
    <div className="grid gap-6">
      <div className="grid gap-1.5">
        <h1 className="font-semibold text-xl tracking-tight">{done ? t("All set") : t("Set up a second factor")}</h1>
        <p className="text-muted-foreground">
          {done ? t("You can go on now.") : t("Your workspace asks its members for one. A passkey is the quickest.")}
        </p>
      </div>
      <SecondFactorsCard factors={factors} />
      {done ? (
        <Button asChild>
          <Link href={nextPath}>{t("Go on")}</Link>
        </Button>
      ) : (
        <SignOutButton />
      )}
    </div>
  );
}

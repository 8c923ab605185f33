import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { AccountCard } from "@/components/account/account-card";
import { Confirmed } from "@/components/account/confirmed";
import { LeaveToConfirm } from "@/components/account/leave-to-confirm";
import { accountCtx } from "@/lib/account/account-ctx";
import { currentSession } from "@/lib/base/routes/page-context";
import { outerPath } from "@/lib/client/paths";
import { safeNextPath } from "@/lib/client/safe-next-path";
import { t } from "@/lib/language/t";
import { confirmingProviders } from "@/lib/sign-in/oidc/queries";
import { signInErrorText } from "@/lib/sign-in/oidc/refusals";

export const generateMetadata = (): Metadata => ({ title: t("Confirm that it is you") });

type Asked = "provider" | "next" | "oidc";
type Props = { searchParams: Promise<Partial<Record<Asked, string | string[]>>> };

/** The way to a provider and back for somebody who is signed in: mostly in a window of its own, else with `next` to go on. */
export default async function ConfirmPage({ searchParams }: Props) {
  const { provider: id, next, oidc } = await searchParams;
  const signedIn = await currentSession();
  if (!signedIn) redirect(outerPath("/sign-in"));
  if (oidc === "done" && next !== undefined) redirect(safeNextPath(next));
  const provider = (await confirmingProviders(accountCtx(), signedIn.user)).find((own) => own.id === id);
  if (!provider) notFound();
  if (oidc === "done") {
    return (
      <AccountCard title={t("Confirmed")}>
        <Confirmed />
      </AccountCard>
    );
  }
  const back = outerPath("/sign-in/confirm", { provider: provider.id, next: typeof next === "string" ? next : null });
  return (
    <AccountCard
      title={t("Confirm that it is you")}
      description={t("{name} asks who you are, then you come back.", { name: provider.name })}
    >
      <LeaveToConfirm provider={provider} back={back} problem={signInErrorText(oidc)} />
    </AccountCard>
  );
}

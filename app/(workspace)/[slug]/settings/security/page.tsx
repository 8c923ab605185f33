import type { Metadata } from "next";
import { IdentitiesCard } from "@/components/security/identities-card";
import { SecondFactorsCard } from "@/components/security/second-factors-card";
import { PasswordCard } from "@/components/settings/password-card";
import { SecurityLogCard } from "@/components/settings/security-log-card";
import { SessionsCard } from "@/components/settings/sessions-card";
import { PageHeader } from "@/components/ui/page-header";
import { findFactors } from "@/lib/account/factors/queries";
import { findOwnSecurityEvents } from "@/lib/account/own-security-log";
import { findSessions } from "@/lib/account/queries";
import { pageContext } from "@/lib/base/routes/page-context";
import { t } from "@/lib/language/t";
import { findIdentities } from "@/lib/sign-in/oidc/queries";
import { signInErrorText } from "@/lib/sign-in/oidc/refusals";

export const generateMetadata = (): Metadata => ({ title: t("Your security") });

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<{ oidc?: string | string[] }> };

/** Each card is a component of its own that is given its rows. */
export default async function SecurityPage({ params, searchParams }: Props) {
  const { oidc } = await searchParams;
  const ctx = await pageContext(await params);
  const sessions = await findSessions(ctx, ctx.user.id, ctx.session.id);
  const identities = await findIdentities(ctx, ctx.user.id);
  const linked = oidc === "done";
  const hasProviders = identities.linked.length + identities.linkable.length > 0;
  return (
    <>
      <PageHeader
        title={t("Your security")}
        description={t("How you sign in, and where; the same in every workspace.")}
      />
      <div className="grid gap-6">
        <PasswordCard email={ctx.user.email} />
        <SecondFactorsCard factors={await findFactors(ctx, ctx.user.id)} />
        {hasProviders ? (
          <IdentitiesCard identities={identities} back={{ linked, problem: linked ? null : signInErrorText(oidc) }} />
        ) : null}
        <SessionsCard sessions={sessions} />
        <SecurityLogCard events={await findOwnSecurityEvents(ctx, ctx.user.id)} />
      </div>
    </>
  );
}

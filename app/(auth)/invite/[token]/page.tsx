import type { Metadata } from "next";
import { AcceptInvitation } from "@/components/account/accept-invitation";
import { AccountCard } from "@/components/account/account-card";
import { JoinForm } from "@/components/account/join-form";
import { WrongAccount } from "@/components/account/wrong-account";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { accountCtx } from "@/lib/account/account-ctx";
import { env } from "@/lib/base/env";
import { currentSession } from "@/lib/base/routes/page-context";
import { outerPath } from "@/lib/client/paths";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import { findInvitation } from "@/lib/workspaces/accept-invitation";
import { roleNouns } from "@/lib/workspaces/choices.shared";

export const generateMetadata = (): Metadata => ({ title: t("Invitation"), referrer: "no-referrer" });

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const invitation = await findInvitation(accountCtx(), token);
  if (!invitation) return <DeadInvitation />;
  const signedIn = await currentSession();
  const here = outerPath("/invite/[token]", { token });
  return (
    <AccountCard
      title={t("Join {workspace}", { workspace: invitation.workspaceName })}
      description={rich("{name} invites <b>{email}</b> as {role}.", {
        name: invitation.invitedByName,
        email: invitation.email,
        role: t(roleNouns[invitation.role]),
        b: (inner) => <strong className="wrap-anywhere font-medium">{inner}</strong>,
      })}
    >
      {signedIn && signedIn.user.email === invitation.email ? <AcceptInvitation token={token} /> : null}
      {signedIn && signedIn.user.email !== invitation.email ? (
        <WrongAccount signedInAs={signedIn.user.email} returnTo={here} />
      ) : null}
      {!signedIn && !invitation.hasAccount && env.OIDC_ONLY ? (
        <Button asChild className="w-full">
          {/* Signing in makes the account and takes the invitation: there is nothing to come back to. */}
          <Link href={outerPath("/sign-in")}>{t("Sign in to join")}</Link>
        </Button>
      ) : null}
      {!signedIn && invitation.hasAccount ? (
        <Button asChild className="w-full">
          <Link href={outerPath("/sign-in", { next: here, email: invitation.email })}>{t("Sign in to accept")}</Link>
        </Button>
      ) : null}
      {!signedIn && !invitation.hasAccount && !env.OIDC_ONLY ? (
        <JoinForm token={token} email={invitation.email} />
      ) : null}
    </AccountCard>
  );
}

function DeadInvitation() {
  return (
    <AccountCard
      title={t("This invitation no longer works")}
      description={t(
        "It was used or withdrawn, or it is older than a week. Ask the person who invited you for a new one.",
      )}
    >
      <Button asChild variant="outline" className="w-full">
        <Link href={outerPath("/")}>{t("Go to Homing")}</Link>
      </Button>
    </AccountCard>
  );
}

import type { Metadata } from "next";
import { InvitationTable } from "@/components/settings/invitation-table";
import { InviteDialog } from "@/components/settings/invite-dialog";
import { MemberTable } from "@/components/settings/member-table";
import { SecondFactorPolicy } from "@/components/settings/second-factor-policy";
import { PageHeader } from "@/components/ui/page-header";
import { roleCan } from "@/lib/base/permissions.shared";
import { pageContext } from "@/lib/base/routes/page-context";
import { t } from "@/lib/language/t";
import { findInvitations, findMembers } from "@/lib/workspaces/queries";

export const generateMetadata = (): Metadata => ({ title: t("Members") });

export default async function MembersPage({ params }: { params: Promise<{ slug: string }> }) {
  const ctx = await pageContext(await params, "members.read");
  const manages = roleCan(ctx.member.role, "members.write");
  const [members, invitations] = await Promise.all([findMembers(ctx), manages ? findInvitations(ctx) : []]);
  return (
    <>
      <PageHeader
        title={t("Members")}
        description={t("Who works in this workspace, and what they may do.")}
        actions={manages ? <InviteDialog /> : null}
      />
      <div className="grid gap-10">
        <MemberTable members={members} />
        {invitations.length > 0 ? <InvitationTable invitations={invitations} /> : null}
        {manages ? <SecondFactorPolicy from={ctx.workspace.secondFactorFrom?.toISOString() ?? null} /> : null}
      </div>
    </>
  );
}

import type { Metadata } from "next";
import { InvitationTable } from "@/components/settings/invitation-table";
import { InviteDialog } from "@/components/settings/invite-dialog";
import { MemberFilterBar } from "@/components/settings/member-filters";
import { MemberTable } from "@/components/settings/member-table";
import { SecondFactorPolicy } from "@/components/settings/second-factor-policy";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { roleCan } from "@/lib/base/permissions.shared";
import { pageContext } from "@/lib/base/routes/page-context";
import { t } from "@/lib/language/t";
import { filterMembers, MemberFilters } from "@/lib/workspaces/filter-members";
import { findInvitations, findMembers } from "@/lib/workspaces/queries";

export const generateMetadata = (): Metadata => ({ title: t("Members") });

type Search = Record<string, string | string[] | undefined>;
type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Search> };

export default async function MembersPage({ params, searchParams }: Props) {
  const ctx = await pageContext(await params, "members.read");
  const manages = roleCan(ctx.member.role, "members.write");
  const [members, invitations] = await Promise.all([findMembers(ctx), manages ? findInvitations(ctx) : []]);
  const filters = MemberFilters.parse(await searchParams);
  const shown = filterMembers(members, filters);
  return (
    <>
      <PageHeader
        title={t("Members")}
        description={t("Who works in this workspace, and what they may do.")}
        actions={manages ? <InviteDialog /> : null}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-10">
        <div>
          <MemberFilterBar filters={filters} />
          {shown.length > 0 ? (
            <MemberTable members={shown} owners={members.filter(({ role }) => role === "owner").length} />
          ) : (
            <EmptyState
              title={t("Nobody like this")}
              description={t("Search for something else, or choose another role.")}
            />
          )}
        </div>
        {invitations.length > 0 ? <InvitationTable invitations={invitations} /> : null}
        {manages ? <SecondFactorPolicy from={ctx.workspace.secondFactorFrom?.toISOString() ?? null} /> : null}
      </div>
    </>
  );
}

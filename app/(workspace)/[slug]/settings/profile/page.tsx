import type { Metadata } from "next";
import { PasswordCard } from "@/components/settings/password-card";
import { ProfileCard } from "@/components/settings/profile-card";
import { SessionsCard } from "@/components/settings/sessions-card";
import { ThemeCard } from "@/components/settings/theme-card";
import { PageHeader } from "@/components/ui/page-header";
import { findSessions } from "@/lib/account/queries";
import { pageContext } from "@/lib/http/page-context";

export const metadata: Metadata = { title: "Your profile" };

export default async function ProfilePage({ params }: { params: Promise<{ slug: string }> }) {
  const ctx = await pageContext(await params);
  const sessions = await findSessions(ctx, ctx.user.id, ctx.session.id);
  return (
    <>
      <PageHeader title="Your profile" description="Your own account; the same in every workspace." />
      <div className="grid gap-6">
        <ProfileCard name={ctx.user.name} email={ctx.user.email} />
        <ThemeCard />
        <PasswordCard email={ctx.user.email} />
        <SessionsCard sessions={sessions} />
      </div>
    </>
  );
}

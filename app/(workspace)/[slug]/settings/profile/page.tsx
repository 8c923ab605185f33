import type { Metadata } from "next";
import { LanguageCard } from "@/components/settings/language-card";
import { ProfileCard } from "@/components/settings/profile-card";
import { ThemeCard } from "@/components/settings/theme-card";
import { PageHeader } from "@/components/ui/page-header";
import { pageContext } from "@/lib/base/routes/page-context";
import { t } from "@/lib/language/t";

export const generateMetadata = (): Metadata => ({ title: t("Your profile") });

export default async function ProfilePage({ params }: { params: Promise<{ slug: string }> }) {
  const { user } = await pageContext(await params);
  return (
    <>
      <PageHeader title={t("Your profile")} description={t("Your own account; the same in every workspace.")} />
      <div className="grid gap-6">
        <ProfileCard name={user.name} email={user.email} />
        <LanguageCard chosen={user.language} />
        <ThemeCard />
      </div>
    </>
  );
}

import type { Metadata } from "next";
import { AccountCard } from "@/components/account/account-card";
import { ResetPasswordForm } from "@/components/account/reset-password-form";
import { t } from "@/lib/language/t";

export const generateMetadata = (): Metadata => ({ title: t("Choose a new password"), referrer: "no-referrer" });

export default async function ResetPasswordPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  return (
    <AccountCard title={t("Choose a new password")} description={t("You will be signed out on all devices.")}>
      <ResetPasswordForm token={token} />
    </AccountCard>
  );
}

import type { Metadata } from "next";
import { AccountCard } from "@/components/account/account-card";
import { ForgotPasswordForm } from "@/components/account/forgot-password-form";
import { t } from "@/lib/language/t";

export const generateMetadata = (): Metadata => ({ title: t("Forgot your password?") });

export default function ForgotPasswordPage() {
  return (
    <AccountCard
      title={t("Forgot your password?")}
      description={t("Tell us your address and we send you a link to choose a new one.")}
    >
      <ForgotPasswordForm />
    </AccountCard>
  );
}

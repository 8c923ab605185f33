import type { Metadata } from "next";
import { AccountCard } from "@/components/account/account-card";
import { ForgotPasswordForm } from "@/components/account/forgot-password-form";

export const metadata: Metadata = { title: "Forgot your password?" };

export default function ForgotPasswordPage() {
  return (
    <AccountCard
      title="Forgot your password?"
      description="Tell us your address and we send you a link to choose a new one."
    >
      <ForgotPasswordForm />
    </AccountCard>
  );
}

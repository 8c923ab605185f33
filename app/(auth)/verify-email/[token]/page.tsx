import type { Metadata } from "next";
import { AccountCard } from "@/components/account/account-card";
import { VerifyEmailButton } from "@/components/account/verify-email-button";
import { t } from "@/lib/language/t";

export const generateMetadata = (): Metadata => ({ title: t("Confirm your address"), referrer: "no-referrer" });

/** Only shows the button: mail scanners open links, and opening must not confirm anything. */
export default async function VerifyEmailPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  return (
    <AccountCard
      title={t("Confirm your address")}
      description={t("One click, and we know that this address is yours.")}
    >
      <VerifyEmailButton token={token} />
    </AccountCard>
  );
}

"use client";

import { useMutation } from "@tanstack/react-query";
import { ShieldAlert } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useFormat, useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { toast } from "@/components/ui/toaster";
import { api, errorMessage } from "@/lib/client/api";
import { t } from "@/lib/language/t";

/**
 * Offers a second factor to operators and owners, once their address is confirmed: one thing at a time. "Not now" brings it back later; where
 * it will be needed it stays.
 */
export function FactorOfferBanner() {
  const { factorOffer, path, user } = useWorkspace();
  const format = useFormat();
  const router = useRouter();
  const here = usePathname() === path("/settings/security");
  const shut = useMutation({
    mutationFn: () => api.delete("/api/app/account/factors/offer"),
    onSuccess: () => router.refresh(),
    onError: (error) => toast.error(errorMessage(error)),
  });
  if (!factorOffer || ((here || !user.emailVerified) && !factorOffer.requiredFrom)) return null;
  return (
    <section
      aria-label={t("Second factor")}
      className="flex items-start gap-3 border-b bg-info/10 px-4 py-2 md:items-center md:px-8 print:hidden"
    >
      <ShieldAlert aria-hidden className="size-4 shrink-0 text-info max-md:mt-0.5" />
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1">
        <p className="min-w-0 flex-1 basis-64">
          {factorOffer.requiredFrom
            ? t("From {date} on this workspace opens only with a second factor.", {
                date: format.date(factorOffer.requiredFrom),
              })
            : t("A password alone can be stolen. Add a passkey or an authenticator app to your account.")}
        </p>
        <div className="flex items-center gap-3">
          <Button variant="link" size="sm" className="px-0" asChild>
            <Link href={path("/settings/security")}>{t("Set it up")}</Link>
          </Button>
          {factorOffer.requiredFrom ? null : (
            <Button variant="ghost" size="sm" pending={shut.isPending} onClick={() => shut.mutate()}>
              {t("Not now")}
            </Button>
          )}
        </div>
      </div>
    </section>
  );
}

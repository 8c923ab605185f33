"use client";

import { useMutation } from "@tanstack/react-query";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { Link } from "@/components/ui/link";
import { api, errorMessage } from "@/lib/client/api";
import { outerPath } from "@/lib/client/paths";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";

export function VerifyEmailButton({ token }: { token: string }) {
  const verify = useMutation({
    mutationFn: () => api.put<{ email: string }>("/api/app/account/email-verification", { token }),
  });
  if (verify.isSuccess) {
    return (
      <>
        <Alert variant="success">
          <p>
            {rich("<b>{email}</b> is confirmed. Thank you.", {
              email: verify.data.email,
              b: (inner) => <span className="wrap-anywhere font-medium">{inner}</span>,
            })}
          </p>
        </Alert>
        <Button asChild className="w-full">
          <Link href={outerPath("/")}>{t("Go on")}</Link>
        </Button>
      </>
    );
  }
  return (
    <>
      <FormError message={verify.error ? errorMessage(verify.error) : null} />
      <Button className="w-full" pending={verify.isPending} onClick={() => verify.mutate()}>
        {t("Confirm my address")}
      </Button>
    </>
  );
}

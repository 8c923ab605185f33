"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { api, errorMessage } from "@/lib/client/api";
import { pathIn } from "@/lib/client/paths";
import { t } from "@/lib/language/t";

/** For somebody who is signed in with the invited address. */
export function AcceptInvitation({ token }: { token: string }) {
  const accept = useMutation({
    mutationFn: () => api.post<{ slug: string }>("/api/app/account/invitations/membership", { token }),
    onSuccess: ({ slug }) => window.location.assign(pathIn(slug, "/")),
  });
  return (
    <>
      <FormError message={accept.error ? errorMessage(accept.error) : null} />
      <Button className="w-full" pending={accept.isPending || accept.isSuccess} onClick={() => accept.mutate()}>
        {t("Accept invitation")}
      </Button>
    </>
  );
}

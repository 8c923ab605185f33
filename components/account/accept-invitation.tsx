"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { api, errorMessage } from "@/lib/client/api";
import { FormError } from "./form-error";

/** For somebody who is signed in with the invited address. */
export function AcceptInvitation({ token }: { token: string }) {
  const accept = useMutation({
    mutationFn: () => api.post<{ slug: string }>("/api/app/account/invitations/membership", { token }),
    onSuccess: ({ slug }) => window.location.assign(`/${slug}`),
  });
  return (
    <>
      <FormError message={accept.error ? errorMessage(accept.error) : null} />
      <Button className="w-full" pending={accept.isPending || accept.isSuccess} onClick={() => accept.mutate()}>
        Accept invitation
      </Button>
    </>
  );
}

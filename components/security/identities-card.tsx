"use client";

import { useMutation } from "@tanstack/react-query";
import { IdCard } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useEffect } from "react";
import { goToProvider } from "@/components/account/go-to-provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { FormError } from "@/components/ui/form-error";
import { toast } from "@/components/ui/toaster";
import { unseen } from "@/components/ui/unseen";
import { api, errorMessage } from "@/lib/client/api";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import type { IdentitiesView, IdentityRow, ProviderChoice } from "@/lib/sign-in/oidc/queries";
import { FactorLine, plainDate } from "./factor-line";

interface Props {
  identities: IdentitiesView;
  /** What came of linking, for somebody who is just back from a provider. */
  back: { linked: boolean; problem: string | null };
}

/** The identities at providers that open the account of the person who looks. */
export function IdentitiesCard({ identities: { linked, linkable }, back }: Props) {
  useWelcomeBack(back.linked);
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Sign-in with a provider")}</CardTitle>
        <CardDescription>
          {linked.length > 0
            ? t("Whoever is signed in there as you can sign in here.")
            : t("Use an account that you have elsewhere to sign in here.")}
        </CardDescription>
      </CardHeader>
      <CardContent className="grid gap-4">
        <FormError message={back.problem} />
        <div className="grid divide-y [&>*:first-child]:pt-0 [&>*:last-child]:pb-0 [&>*]:py-4">
          {linked.map((identity) => (
            <IdentityLine key={identity.issuer} identity={identity} />
          ))}
          {linkable.map((provider) => (
            <LinkLine key={provider.id} provider={provider} />
          ))}
        </div>
      </CardContent>
    </Card>
  );
}

/** Says once that it was linked, and takes that out of the address. */
function useWelcomeBack(linked: boolean): void {
  const router = useRouter();
  const path = usePathname();
  useEffect(() => {
    if (!linked) return;
    toast.success(t("Linked. You can sign in with it from now on"));
    router.replace(path, { scroll: false });
  }, [linked, path, router]);
}

function IdentityLine({ identity }: { identity: IdentityRow }) {
  const router = useRouter();
  const { issuer, provider, address, linkedAt, lastUsedAt, offered } = identity;
  return (
    <FactorLine
      icon={IdCard}
      title={
        <span className="flex flex-wrap items-center gap-2">
          {provider}
          {offered ? null : <Badge variant="warning">{t("Not offered any more")}</Badge>}
        </span>
      }
      action={
        <ConfirmDialog
          trigger={
            <Button variant="outline" size="sm">
              {rich("Unlink<more> {provider}</more>", { provider, more: unseen })}
            </Button>
          }
          destructive
          title={t("Unlink {provider}?", { provider })}
          description={whatGoes(identity)}
          confirmLabel={t("Unlink")}
          onConfirm={async () => {
            await api.delete("/api/app/account/identities", { issuer });
            toast.success(t("{provider} unlinked", { provider }));
            router.refresh();
          }}
        />
      }
    >
      {address ? <span className="wrap-anywhere block">{address}</span> : null}
      {t("Linked {linked}, last used {used}", { linked: plainDate(linkedAt), used: plainDate(lastUsedAt) })}
    </FactorLine>
  );
}

function whatGoes({ provider, workspaces }: IdentityRow): string {
  if (workspaces.length === 0) {
    return t("Signing in with {provider} opens your account no more, and your other devices are signed out.", {
      provider,
    });
  }
  return t(
    "Signing in with {provider} opens your account no more, and your other devices are signed out. You leave what it gave you access to: {workspaces}.",
    { provider, workspaces: workspaces.join(", ") },
  );
}

function LinkLine({ provider: { id, name } }: { provider: ProviderChoice }) {
  const path = usePathname();
  const leaving = useMutation({
    mutationFn: () => goToProvider({ provider: id, purpose: "link", back: path }),
    onError: (error) => toast.error(errorMessage(error)),
  });
  return (
    <FactorLine
      icon={IdCard}
      title={name}
      action={
        <Button
          variant="outline"
          size="sm"
          pending={leaving.isPending || leaving.isSuccess}
          onClick={() => leaving.mutate()}
        >
          {rich("Link<more> {provider}</more>", { provider: name, more: unseen })}
        </Button>
      }
    >
      {t("Not linked. You prove there who you are, then come back.")}
    </FactorLine>
  );
}

import { ChevronRight, Plus } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountCard } from "@/components/account/account-card";
import { SignOutButton } from "@/components/account/sign-out-button";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { accountCtx } from "@/lib/account/account-ctx";
import { currentSession } from "@/lib/base/routes/page-context";
import { outerPath, pathIn } from "@/lib/client/paths";
import { t } from "@/lib/language/t";
import { roleLabels } from "@/lib/workspaces/choices.shared";
import { findWorkspacesOfUser } from "@/lib/workspaces/queries";
import { mayAddWorkspace } from "@/lib/workspaces/workspace-right";

export const generateMetadata = (): Metadata => ({ title: t("Workspaces") });

export default async function WorkspacesPage() {
  const signedIn = await currentSession();
  if (!signedIn) redirect(outerPath("/sign-in", { next: "/workspaces" }));
  const workspaces = await findWorkspacesOfUser(accountCtx(), signedIn.user.id);
  const mayAdd = mayAddWorkspace(signedIn.user);
  return (
    <AccountCard
      title={workspaces.length > 0 ? t("Your workspaces") : t("You are in no workspace yet")}
      description={
        workspaces.length > 0
          ? t("Signed in as {email}.", { email: signedIn.user.email })
          : mayAdd
            ? t("Ask somebody to invite you, or start a workspace of your own.")
            : t("Ask somebody to invite you.")
      }
    >
      {workspaces.length > 0 ? (
        <ul className="grid gap-2">
          {workspaces.map(({ slug, name, role }) => (
            <li key={slug}>
              <Link
                href={pathIn(slug, "/")}
                className="flex items-center gap-3 rounded-lg border p-3 transition-colors hover:bg-accent"
              >
                <Avatar name={name} />
                <span className="grid min-w-0 flex-1">
                  <span className="truncate font-medium">{name}</span>
                  <span className="text-muted-foreground text-xs">{t(roleLabels[role])}</span>
                </span>
                <ChevronRight aria-hidden className="size-4 text-muted-foreground rtl:rotate-180" />
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
      {mayAdd ? (
        <Button asChild variant="outline" className="w-full">
          <Link href={outerPath("/workspaces/new")}>
            <Plus aria-hidden />
            {t("New workspace")}
          </Link>
        </Button>
      ) : null}
      <SignOutButton />
    </AccountCard>
  );
}

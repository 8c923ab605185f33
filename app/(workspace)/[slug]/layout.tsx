import type { ReactNode } from "react";
import { StepUpDialog } from "@/components/security/step-up-dialog";
import { AppShell } from "@/components/shell/app-shell";
import { LanguageKeeper } from "@/components/shell/language-keeper";
import { type WorkspaceInfo, WorkspaceProvider } from "@/components/shell/workspace-provider";
import { Toaster } from "@/components/ui/toaster";
import { factorOffer } from "@/lib/account/factors/offer";
import { env } from "@/lib/base/env";
import { pageContext } from "@/lib/base/routes/page-context";
import { QueryProvider } from "@/lib/client/query-provider";
import { mailLanguageOf } from "@/lib/content/templates/mail-language";
import { readOwnStanding } from "@/lib/sending/transports/own-standing";
import { awaitsSampleData, findWorkspacesOfUser } from "@/lib/workspaces/queries";
import { mayAddWorkspace } from "@/lib/workspaces/workspace-right";

type Props = { params: Promise<{ slug: string }>; children: ReactNode };

export default async function WorkspaceLayout({ params, children }: Props) {
  const ctx = await pageContext(await params);
  const { workspace, user, member } = ctx;
  const workspaces = await findWorkspacesOfUser(ctx, user.id);
  const info: WorkspaceInfo = {
    slug: workspace.slug,
    name: workspace.name,
    role: member.role,
    timeZone: workspace.timeZone,
    locale: workspace.locale,
    mailLanguage: mailLanguageOf(workspace),
    hasMailbox: env.MAILBOX === "embedded" && user.isOperator,
    isOperator: user.isOperator,
    mayAddWorkspace: mayAddWorkspace(user),
    awaitsSampleData: await awaitsSampleData(ctx, workspace),
    standing: await readOwnStanding(ctx, workspace),
    user: { name: user.name, email: user.email, emailVerified: user.emailVerifiedAt !== null },
    factorOffer: factorOffer(ctx),
    workspaces: workspaces.map(({ slug, name }) => ({ slug, name })),
  };
  return (
    <QueryProvider>
      <WorkspaceProvider workspace={info}>
        <AppShell>{children}</AppShell>
      </WorkspaceProvider>
      <LanguageKeeper chosen={user.language} />
      <StepUpDialog />
      <Toaster />
    </QueryProvider>
  );
}

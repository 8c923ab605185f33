import type { Metadata } from "next";
import { InstallationTabs } from "@/components/installation/installation-tabs";
import { SecurityLog } from "@/components/installation/security-log";
import { PageHeader } from "@/components/ui/page-header";
import { kindsOf, type SecurityGroup, securityGroups, securityKinds } from "@/lib/base/audit/security-kinds.shared";
import { operatorPageContext } from "@/lib/base/routes/page-context";
import { findSecurityEvents } from "@/lib/installation/find-security-events";
import { type Msg, msg, t } from "@/lib/language/t";

const wholeGroups: Record<SecurityGroup, Msg> = {
  "sign-ins": msg("All: sign-ins and set-up"),
  sessions: msg("All: passwords and sessions"),
  factors: msg("All: second factors and confirmations"),
  refusals: msg("All: refusals"),
  exports: msg("All: exports and backups"),
  credentials: msg("All: transports, webhooks, mailboxes and api keys"),
  members: msg("All: members and workspaces"),
  jobs: msg("All: queues"),
  accounts: msg("All: what operators did to accounts"),
  installation: msg("All: settings and restores of the installation"),
};

const options = () =>
  (Object.keys(securityGroups) as SecurityGroup[]).map((group) => ({
    group,
    label: t(securityGroups[group].label),
    all: t(wholeGroups[group]),
    kinds: kindsOf(group).map((kind) => ({ kind, label: t(securityKinds[kind]) })),
  }));

export const generateMetadata = (): Metadata => ({ title: t("Security log of the installation") });

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SecurityLogPage({ params, searchParams }: Props) {
  const ctx = await operatorPageContext(await params);
  const { items, nextCursor } = await findSecurityEvents(ctx, await searchParams);
  return (
    <>
      <PageHeader
        title={t("Installation")}
        description={t(
          "Sign-ins, changes of accounts and credentials, refusals and exports, of every workspace. How long it is kept is set under Retention.",
        )}
      />
      <InstallationTabs />
      <SecurityLog items={items} nextCursor={nextCursor} options={options()} />
    </>
  );
}

import type { Metadata } from "next";
import { AccountList } from "@/components/installation/account-list";
import { InstallationTabs } from "@/components/installation/installation-tabs";
import { PageHeader } from "@/components/ui/page-header";
import { operatorPageContext } from "@/lib/base/routes/page-context";
import { findAccounts } from "@/lib/installation/find-accounts";
import { t } from "@/lib/language/t";

export const generateMetadata = (): Metadata => ({ title: t("Accounts of the installation") });

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function InstallationAccountsPage({ params, searchParams }: Props) {
  const ctx = await operatorPageContext(await params);
  const { items, nextCursor } = await findAccounts(ctx, await searchParams);
  return (
    <>
      <PageHeader
        title={t("Installation")}
        description={t("Who has an account here, and what they may do beyond their workspaces.")}
      />
      <InstallationTabs />
      <AccountList items={items} nextCursor={nextCursor} />
    </>
  );
}

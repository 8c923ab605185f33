import type { Metadata } from "next";
import { ApiKeyList } from "@/components/api-keys/api-key-list";
import { AssistantHint } from "@/components/api-keys/assistant-hint";
import { CreateKeyDialog } from "@/components/api-keys/create-key-dialog";
import { SmtpCard } from "@/components/api-keys/smtp-card";
import { PageHeader } from "@/components/ui/page-header";
import { env } from "@/lib/base/env";
import { pageContext } from "@/lib/base/routes/page-context";
import { routePath } from "@/lib/client/paths";
import { findApiKeys } from "@/lib/edges/api-keys/queries";
import { shownSmtpSettings } from "@/lib/edges/submission/shown-settings";
import { t } from "@/lib/language/t";
import { findDomains } from "@/lib/sending/domains/queries";

export const generateMetadata = (): Metadata => ({ title: t("API keys") });

export default async function ApiKeysPage({ params }: { params: Promise<{ slug: string }> }) {
  const ctx = await pageContext(await params, "api-keys.manage");
  const [keys, domains] = await Promise.all([findApiKeys(ctx), findDomains(ctx)]);
  const options = domains.map(({ id, name }) => ({ id, name }));
  const smtp = shownSmtpSettings();
  const create = <CreateKeyDialog domains={options} />;
  return (
    <>
      <PageHeader
        title={t("API keys")}
        description={t("For your programs. Each key may do only what you choose, and is shown once.")}
        actions={keys.length > 0 ? create : null}
      />
      <ApiKeyList keys={keys} domains={options} create={create} />
      {smtp ? <SmtpCard settings={smtp} /> : null}
      <AssistantHint url={env.APP_URL + routePath("/api/mcp")} />
    </>
  );
}

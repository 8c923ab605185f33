"use client";

import { DateTime, RelativeTime } from "@/components/shell/date-time";
import { useFormat } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { aboutApiKeyKinds, aboutKeyModes } from "@/lib/edges/api-keys/api-key-kinds.shared";
import type { ApiKeyView } from "@/lib/edges/api-keys/schema";
import { t } from "@/lib/language/t";

/** When a key was used and made, what it may do, and what of the one before it goes on. */
export function KeyFacts({ apiKey }: { apiKey: ApiKeyView }) {
  return (
    <div className="grid gap-1.5">
      <p className="text-muted-foreground text-sm">
        <LastUse apiKey={apiKey} /> · made by {apiKey.createdBy} on <DateTime value={apiKey.createdAt} dateOnly />
      </p>
      <Limits apiKey={apiKey} />
      {apiKey.previous ? <Previous {...apiKey.previous} /> : null}
    </div>
  );
}

export function KeyBadges({ apiKey: { mode, kind, status, scopes } }: { apiKey: ApiKeyView }) {
  return (
    <>
      {mode === "test" ? <Badge variant="info">{aboutKeyModes.test.label}</Badge> : null}
      {kind === "standard" ? null : <Badge variant="outline">{aboutApiKeyKinds[kind].label}</Badge>}
      {scopes.includes("assistants.write") ? <Badge variant="outline">{t("Assistants may change")}</Badge> : null}
      {status === "revoked" ? <Badge variant="secondary">{t("Revoked")}</Badge> : null}
      {status === "expired" ? <Badge variant="warning">{t("Expired")}</Badge> : null}
    </>
  );
}

function LastUse({ apiKey: { lastUsedAt, lastUsedIp } }: { apiKey: ApiKeyView }) {
  if (!lastUsedAt) return <>{t("Never used")}</>;
  return (
    <>
      Last used <RelativeTime value={lastUsedAt} />
      {lastUsedIp ? ` from ${lastUsedIp}` : ""}
    </>
  );
}

/** What it may do, and from where, until when. */
function Limits({ apiKey }: { apiKey: ApiKeyView }) {
  const format = useFormat();
  const { scopes, allowedNetworks, domain, expiresAt, revokedAt } = apiKey;
  const parts = [
    allowedNetworks.length > 0 ? `only from ${allowedNetworks.join(", ")}` : null,
    domain ? `sends from ${domain} only` : null,
    expiresAt && !revokedAt ? `${apiKey.status === "expired" ? "ended" : "ends"} ${format.dateTime(expiresAt)}` : null,
    revokedAt ? `revoked ${format.dateTime(revokedAt)}` : null,
  ].filter((part) => part !== null);
  return (
    <details className="text-muted-foreground text-sm">
      <summary className="w-fit cursor-pointer">
        {scopes.length === 1 ? t("1 scope") : t("{scopesCount} scopes", { scopesCount: scopes.length })}
        {parts.length > 0 ? `, ${parts.join(", ")}` : ""}
      </summary>
      <ul aria-label={t("Scopes")} className="mt-1.5 flex flex-wrap gap-1.5">
        {scopes.map((scope) => (
          <li key={scope}>
            <code className="rounded bg-muted px-1.5 py-0.5 text-xs">{scope}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Previous({ until, usedAt }: NonNullable<ApiKeyView["previous"]>) {
  return (
    <p className="text-sm text-warning">
      The key before it works until <DateTime value={until} />
      {usedAt ? (
        <>
          ; it was last used <RelativeTime value={usedAt} />.
        </>
      ) : (
        "; nothing has used it since."
      )}
    </p>
  );
}

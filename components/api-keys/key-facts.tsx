"use client";

import { DateTime, RelativeTime } from "@/components/shell/date-time";
import { useFormat } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { aboutApiKeyKinds, aboutKeyModes } from "@/lib/edges/api-keys/api-key-kinds.shared";
import type { ApiKeyView } from "@/lib/edges/api-keys/schema";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";

/** When a key was used and made, what it may do, and what of the one before it goes on. */
export function KeyFacts({ apiKey }: { apiKey: ApiKeyView }) {
  return (
    <div className="grid gap-1.5">
      <p className="text-muted-foreground text-sm">
        <LastUse apiKey={apiKey} /> ·{" "}
        {rich("made by {name} on <when></when>", {
          name: apiKey.createdBy,
          when: () => <DateTime value={apiKey.createdAt} dateOnly />,
        })}
      </p>
      <Limits apiKey={apiKey} />
      {apiKey.previous ? <Previous {...apiKey.previous} /> : null}
    </div>
  );
}

export function KeyBadges({ apiKey: { mode, kind, status, scopes } }: { apiKey: ApiKeyView }) {
  return (
    <>
      {mode === "test" ? <Badge variant="info">{t(aboutKeyModes.test.label)}</Badge> : null}
      {kind === "standard" ? null : <Badge variant="outline">{t(aboutApiKeyKinds[kind].label)}</Badge>}
      {scopes.includes("assistants.write") ? <Badge variant="outline">{t("Assistants may change")}</Badge> : null}
      {status === "revoked" ? <Badge variant="secondary">{t("Revoked")}</Badge> : null}
      {status === "expired" ? <Badge variant="warning">{t("Expired")}</Badge> : null}
    </>
  );
}

function LastUse({ apiKey: { lastUsedAt, lastUsedIp } }: { apiKey: ApiKeyView }) {
  if (!lastUsedAt) return <>{t("Never used")}</>;
  const when = () => <RelativeTime value={lastUsedAt} />;
  return lastUsedIp
    ? rich("Last used <when></when> from {address}", { when, address: lastUsedIp })
    : rich("Last used <when></when>", { when });
}

/** What it may do, and from where, until when. */
function Limits({ apiKey }: { apiKey: ApiKeyView }) {
  const format = useFormat();
  const { scopes, allowedNetworks, domain, expiresAt, revokedAt, status } = apiKey;
  const ends = expiresAt && !revokedAt ? format.dateTime(expiresAt) : null;
  const parts = [
    t("{count, plural, one {# scope} other {# scopes}}", { count: scopes.length }),
    allowedNetworks.length > 0 && t("only from {networks}", { networks: allowedNetworks.join(", ") }),
    domain && t("sends from {domain} only", { domain }),
    ends && (status === "expired" ? t("ended {when}", { when: ends }) : t("ends {when}", { when: ends })),
    revokedAt && t("revoked {when}", { when: format.dateTime(revokedAt) }),
  ].filter((part) => typeof part === "string");
  return (
    <details className="text-muted-foreground text-sm">
      <summary className="w-fit cursor-pointer">{parts.join(", ")}</summary>
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
      {usedAt
        ? rich("The key before it works until <until></until>; it was last used <when></when>.", {
            until: () => <DateTime value={until} />,
            when: () => <RelativeTime value={usedAt} />,
          })
        : rich("The key before it works until <until></until>; nothing has used it since.", {
            until: () => <DateTime value={until} />,
          })}
    </p>
  );
}

import { DateTime } from "@/components/shell/date-time";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import type { EndpointView } from "@/lib/inbound/provider-webhooks/schema";
import { aboutProviders } from "@/lib/inbound/providers/schema";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";

/** Address and credentials, each ready to copy. */
export function AddressCard({ endpoint }: { endpoint: EndpointView }) {
  const { url, credentials, provider } = endpoint;
  const { proof } = aboutProviders[provider];
  const inAddress = credentials && proof.by === "credentials" && proof.inAddress;
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Address")}</CardTitle>
        <p className="text-muted-foreground text-sm">
          {t("It is a secret: whoever knows it may try to speak for your provider. Give it to nobody else.")}
        </p>
      </CardHeader>
      <CardContent className="grid gap-4">
        <dl className="grid gap-4">
          {inAddress ? (
            <CopyRow
              name={t("Address with user name and password")}
              copyLabel={t("Copy address with user name and password")}
              value={addressWithCredentials(url, credentials)}
            />
          ) : (
            <CopyRow name={t("Address")} copyLabel={t("Copy address")} value={url} />
          )}
          {credentials && !inAddress ? (
            <>
              <CopyRow name={t("User name")} copyLabel={t("Copy user name")} value={credentials.username} />
              <CopyRow name={t("Password")} copyLabel={t("Copy password")} value={credentials.password} />
            </>
          ) : null}
          {endpoint.topicArns.map((arn) => (
            <CopyRow key={arn} name={t("Topic")} copyLabel={t("Copy topic")} value={arn} />
          ))}
        </dl>
        {proof.by === "topic" ? (
          <p className="text-sm">
            {endpoint.confirmedAt
              ? rich("The subscription was confirmed <when></when>.", {
                  when: () => <DateTime value={endpoint.confirmedAt ?? ""} />,
                })
              : t("The topic has no confirmed subscription yet.")}
          </p>
        ) : null}
      </CardContent>
    </Card>
  );
}

function CopyRow({ name, copyLabel, value }: { name: string; copyLabel: string; value: string }) {
  return (
    <div className="grid gap-1.5">
      <dt className="text-muted-foreground text-xs">{name}</dt>
      <dd className="flex min-w-0 items-start gap-1 rounded-md bg-muted px-2.5 py-0.5">
        <span className="min-w-0 flex-1 break-all py-1 font-mono text-xs" dir="ltr">
          {value}
        </span>
        <CopyButton value={value} label={copyLabel} className="-me-1.5 size-7" />
      </dd>
    </div>
  );
}

/** The address with user name and password in it, as RFC 3986 writes them. */
function addressWithCredentials(url: string, credentials: { username: string; password: string }): string {
  const address = new URL(url);
  address.username = credentials.username;
  address.password = credentials.password;
  return address.href;
}

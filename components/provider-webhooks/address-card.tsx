import { DateTime } from "@/components/shell/date-time";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import type { EndpointView } from "@/lib/inbound/provider-webhooks/schema";
import { aboutProviders } from "@/lib/inbound/providers/schema";
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
            <CopyRow name="Address with user name and password" value={addressWithCredentials(url, credentials)} />
          ) : (
            <CopyRow name="Address" value={url} />
          )}
          {credentials && !inAddress ? (
            <>
              <CopyRow name="User name" value={credentials.username} />
              <CopyRow name="Password" value={credentials.password} />
            </>
          ) : null}
          {endpoint.topicArns.map((arn) => (
            <CopyRow key={arn} name="Topic" value={arn} />
          ))}
        </dl>
        {proof.by === "topic" ? (
          <p className="text-sm">
            {endpoint.confirmedAt ? (
              <>
                The subscription was confirmed <DateTime value={endpoint.confirmedAt} />.
              </>
            ) : (
              "The topic has no confirmed subscription yet."
            )}
          </p>
        ) : null}
      </CardContent>
    </Card>
  );
}

function CopyRow({ name, value }: { name: string; value: string }) {
  return (
    <div className="grid gap-1.5">
      <dt className="text-muted-foreground text-xs">{name}</dt>
      <dd className="flex min-w-0 items-start gap-1 rounded-md bg-muted px-2.5 py-0.5">
        <span className="min-w-0 flex-1 break-all py-1 font-mono text-xs">{value}</span>
        <CopyButton
          value={value}
          label={t("Copy {toLowerCase}", { toLowerCase: name.toLowerCase() })}
          className="-me-1.5 size-7"
        />
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

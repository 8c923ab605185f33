import { CircleAlert, CircleCheck, CircleHelp, CircleX } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import { msg, t } from "@/lib/language/t";
import type { DomainView } from "@/lib/sending/domains/queries";

type DnsRecordView = DomainView["records"][number];

/** The records to publish, each with what was found. A list instead of a table: names and keys are long, phones are narrow. */
export function DnsRecordTable({ domain }: { domain: DomainView }) {
  return (
    <ul aria-label={t("DNS records of {name}", { name: domain.name })} className="divide-y rounded-lg border">
      {domain.records.map((record) => (
        <li key={record.purpose} className="grid gap-3 p-4">
          <div className="flex flex-wrap items-center gap-2">
            <span className="font-medium text-sm">{record.label}</span>
            <Badge variant="outline">{record.type}</Badge>
            {record.required || record.value === null ? null : <Badge variant="secondary">{t("Recommended")}</Badge>}
            <span className="ms-auto">{record.value === null ? null : <RecordStatus record={record} />}</span>
          </div>
          <dl className="grid gap-x-4 gap-y-2 text-sm sm:grid-cols-[4rem_minmax(0,1fr)]">
            <RecordValue
              name={t("Name")}
              value={record.host}
              copyLabel={t("Copy name of {record}", { record: record.label })}
            />
            {record.value === null ? (
              <>
                <dt className="text-muted-foreground text-xs">{t("Value")}</dt>
                <dd>
                  {t(
                    "Not known yet: this installation has no host name that others can reach. Its operator sets {setting}; until then there is nothing to publish here.",
                    { setting: "INBOUND_DOMAIN" },
                  )}
                </dd>
              </>
            ) : (
              <RecordValue
                name={t("Value")}
                value={record.value}
                copyLabel={t("Copy value of {record}", { record: record.label })}
              />
            )}
            {record.problem && record.found.length > 0 ? (
              <>
                <dt className="pt-1 text-muted-foreground text-xs">{t("Found")}</dt>
                <dd className="whitespace-pre-line break-all pt-0.5 font-mono text-xs" dir="ltr">
                  {record.found.join("\n")}
                </dd>
              </>
            ) : null}
          </dl>
          {record.problem ? <p className="text-sm">{record.problem}</p> : null}
        </li>
      ))}
    </ul>
  );
}

function RecordValue({ name, value, copyLabel }: { name: string; value: string; copyLabel: string }) {
  return (
    <>
      <dt className="pt-1.5 text-muted-foreground text-xs">{name}</dt>
      <dd className="flex min-w-0 items-start gap-1 rounded-md bg-muted px-2.5 py-0.5">
        <span className="min-w-0 flex-1 break-all py-1 font-mono text-xs" dir="ltr">
          {value}
        </span>
        <CopyButton value={value} label={copyLabel} className="-me-1.5 size-7" />
      </dd>
    </>
  );
}

const styles = {
  ok: { icon: CircleCheck, label: msg("Right", "as it should be"), className: "text-success" },
  missing: { icon: CircleX, label: msg("Not found"), className: "text-destructive" },
  wrong: { icon: CircleAlert, label: msg("Wrong"), className: "text-destructive" },
  unknown: { icon: CircleHelp, label: msg("No answer"), className: "text-warning" },
} as const;

function RecordStatus({ record }: { record: DnsRecordView }) {
  if (!record.status) return <span className="text-muted-foreground text-xs">{t("Not checked yet")}</span>;
  const { icon: Icon, label, className } = styles[record.status];
  return (
    <span className={`flex items-center gap-1.5 font-medium text-xs ${className}`}>
      <Icon aria-hidden className="size-4" />
      {t(label)}
    </span>
  );
}

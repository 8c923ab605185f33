"use client";

import { DateTime } from "@/components/shell/date-time";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { ownTable } from "@/lib/base/text/own-table.shared";
import { t } from "@/lib/language/t";
import type { ContactProfile } from "@/lib/people/contacts/contact-profile";

const kinds: Record<string, string> = ownTable({ opt_in: "Agreed", confirm: "Confirmed", opt_out: "Withdrew" });
const methods: Record<string, string> = ownTable({
  import: "by import",
  manual: "entered by hand",
  form: "on a form",
  api: "by API",
  one_click: "by one-click unsubscribe",
  unsubscribe_page: "on the unsubscribe page",
  preference_page: "on the preference page",
  mailto: "by mail",
  complaint: "by marking mail as spam",
});

/** Who agreed to what, when, where and to which words; nothing in it can be changed. */
export function ConsentLedger({ records }: { records: ContactProfile["consents"] }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Consent")}</CardTitle>
        <CardDescription>{t("The proof of permission. It is only ever added to.")}</CardDescription>
      </CardHeader>
      <CardContent>
        {records.length === 0 ? <p className="text-muted-foreground text-sm">{t("Nothing is on record.")}</p> : null}
        <ol className="grid gap-4 text-sm">
          {records.map((record) => (
            <li key={record.id} className="grid gap-0.5">
              <span>
                <span className="font-medium">{kinds[record.kind] ?? record.kind}</span>{" "}
                {methods[record.method] ?? record.method}
                {record.listName ? ` · ${record.listName}` : ""}
              </span>
              {record.wording ? <q className="break-words text-muted-foreground">{record.wording}</q> : null}
              <span className="text-muted-foreground text-xs">
                <DateTime value={record.occurredAt} />
                {record.ip ? ` · ${record.ip}` : ""}
              </span>
            </li>
          ))}
        </ol>
      </CardContent>
    </Card>
  );
}

"use client";

import { Download } from "lucide-react";
import { DownloadLink } from "@/components/security/download-link";
import { DateTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Card, CardAction, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { ownTable } from "@/lib/base/text/own-table.shared";
import { routePath } from "@/lib/client/paths";
import { type Msg, msg, t } from "@/lib/language/t";
import { consentMethodNames } from "@/lib/people/addresses/consent-method-names.shared";
import type { ContactProfile } from "@/lib/people/contacts/contact-profile";

const kinds: Record<string, Msg> = ownTable({
  opt_in: msg("Agreed", "what a person did with consent"),
  confirm: msg("Confirmed", "what a person did with consent"),
  opt_out: msg("Withdrew", "what a person did with consent"),
});
const methods: Record<string, Msg> = ownTable(consentMethodNames);
const said = (table: Record<string, Msg>, name: string) => {
  const label = table[name];
  return label ? t(label) : name;
};

/** Who agreed to what, when, where and to which words; nothing in it can be changed. */
export function ConsentLedger({ contactId, records }: { contactId: string; records: ContactProfile["consents"] }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Consent")}</CardTitle>
        <CardDescription>{t("The proof of permission. It is only ever added to.")}</CardDescription>
        <ProofLinks contactId={contactId} />
      </CardHeader>
      <CardContent>
        {records.length === 0 ? <p className="text-muted-foreground text-sm">{t("Nothing is on record.")}</p> : null}
        <ol className="grid gap-4 text-sm">
          {records.map((record) => (
            <li key={record.id} className="grid gap-0.5">
              <span>
                <span className="font-medium">{said(kinds, record.kind)}</span> {said(methods, record.method)}
                {record.listName ? ` · ${record.listName}` : ""}
              </span>
              {record.wording ? <q className="break-words text-muted-foreground">{record.wording}</q> : null}
              <span className="text-muted-foreground text-xs">
                <DateTime value={record.occurredAt} />
                {record.ip ? ` · ${record.ip}` : ""}
                {record.source ? ` · ${record.source}` : ""}
                {record.wordingVersion ? ` · ${t("wording {version}", { version: record.wordingVersion })}` : ""}
              </span>
            </li>
          ))}
        </ol>
      </CardContent>
    </Card>
  );
}

/** The whole ledger of the person as a file, for those who may take people's data away. */
function ProofLinks({ contactId }: { contactId: string }) {
  const { can, slug } = useWorkspace();
  if (!can("contacts.export")) return null;
  const hrefOf = (format: string) =>
    routePath("/api/app/workspaces/[slug]/contacts/[contactId]/consent", { slug, contactId, format });
  return (
    <CardAction className="flex gap-2">
      <Button variant="outline" size="sm" asChild>
        <DownloadLink href={hrefOf("pdf")} aria-label={t("Download the proof of consent as PDF")}>
          <Download aria-hidden />
          {t("PDF")}
        </DownloadLink>
      </Button>
      <Button variant="outline" size="sm" asChild>
        <DownloadLink href={hrefOf("json")} aria-label={t("Download the proof of consent as JSON")}>
          JSON
        </DownloadLink>
      </Button>
    </CardAction>
  );
}

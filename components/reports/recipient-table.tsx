"use client";

import type { ReactNode } from "react";
import { DateTime } from "@/components/shell/date-time";
import { useFormat, useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import { PLACE_LABELS, reasonText } from "@/lib/reports/outcome-text.shared";
import type { RecipientRow } from "@/lib/reports/views";

const STYLES = { delivered: "success", bounced: "destructive", failed: "destructive", unconfirmed: "warning" } as const;

const hidden = (inner: ReactNode) => <span className="sr-only">{inner}</span>;

/** Recipients with where they stand, why, and the server's own words. */
export function RecipientTable({ rows }: { rows: readonly RecipientRow[] }) {
  const format = useFormat();
  const { path } = useWorkspace();
  return (
    <Table label={t("Recipients")}>
      <TableHeader>
        <TableRow>
          <TableHead>{t("Recipient")}</TableHead>
          <TableHead>{t("Outcome")}</TableHead>
          <TableHead className="max-md:hidden">{t("When")}</TableHead>
          <TableHead className="max-md:hidden">{t("Reason and reply")}</TableHead>
          <TableHead className="text-end">{t("Opens")}</TableHead>
          <TableHead className="text-end">{t("Clicks")}</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((row) => {
          const label = PLACE_LABELS[row.outcome];
          return (
            <TableRow key={row.messageId}>
              <TableCell className="max-w-36 truncate font-medium sm:max-w-64">
                {row.contactId ? (
                  <Link
                    href={path("/contacts/[contactId]", { contactId: row.contactId })}
                    className="underline-offset-4 hover:underline"
                  >
                    {row.email}
                  </Link>
                ) : (
                  row.email
                )}
              </TableCell>
              <TableCell>
                <Badge variant={STYLES[row.outcome as keyof typeof STYLES] ?? "secondary"}>
                  {label ? t(label) : row.outcome}
                </Badge>
              </TableCell>
              <TableCell className="max-md:hidden">
                <Link
                  href={path("/messages/[messageId]", { messageId: row.messageId })}
                  className="rounded-sm text-primary underline-offset-4 hover:underline"
                >
                  {row.at
                    ? rich("<when></when><hidden>, message to {email}</hidden>", {
                        when: () => <DateTime value={row.at ?? ""} />,
                        hidden,
                        email: row.email,
                      })
                    : rich("See message<hidden>, message to {email}</hidden>", { hidden, email: row.email })}
                </Link>
              </TableCell>
              <TableCell className="max-w-md max-md:hidden">
                <Reason row={row} />
              </TableCell>
              <TableCell className="text-end tabular-nums">{format.number(row.openCount)}</TableCell>
              <TableCell className="text-end tabular-nums">{format.number(row.clickCount)}</TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}

function Reason({ row }: { row: RecipientRow }) {
  // Servers mostly repeat the code in their words.
  const parts = /^\d{3}\b/.test(row.replyText ?? "") ? [row.replyText] : [row.replyCode, row.statusCode, row.replyText];
  const reply = parts.filter(Boolean).join(" ");
  if (!row.reason && !reply) return <span className="text-muted-foreground">–</span>;
  return (
    <>
      {row.reason ? <span className="block first-letter:uppercase">{reasonText(row.reason)}</span> : null}
      {reply ? (
        <code dir="ltr" className="block break-words text-start text-muted-foreground text-xs">
          {reply}
        </code>
      ) : null}
    </>
  );
}

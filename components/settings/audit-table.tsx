"use client";

import { ScrollText } from "lucide-react";
import { DateTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { ListTable } from "@/components/ui/list-table";
import { TableCell, TableRow } from "@/components/ui/table";
import { pathUnder } from "@/lib/client/paths";
import { msg, t } from "@/lib/language/t";
import { auditActionText } from "@/lib/workspaces/audit/audit-actions.shared";
import type { AuditRow } from "@/lib/workspaces/audit/queries";
import { changedValues } from "./audit-changes";

/** Who did what to which thing; `filtered` says whether something else may be there. */
export function AuditTable({ entries, filtered }: { entries: AuditRow[]; filtered: boolean }) {
  if (entries.length === 0) {
    return (
      <EmptyState
        icon={ScrollText}
        title={filtered ? t("Nothing like this was changed") : t("Nothing was changed yet")}
        description={
          filtered
            ? t("Choose something else above, or clear the filters.")
            : t("As soon as somebody creates, changes or deletes something, it is written down here.")
        }
      />
    );
  }
  return (
    <ListTable label={t("Audit log")} columns={[{ label: msg("When") }, { label: msg("Who") }, { label: msg("What") }]}>
      {entries.map((entry) => (
        <TableRow key={entry.id} className="align-top">
          <TableCell className="align-top text-muted-foreground">
            <DateTime value={entry.at} />
          </TableCell>
          <TableCell className="align-top">
            <span className="block whitespace-nowrap font-medium">{entry.actorName}</span>
            <span className="text-muted-foreground text-xs">{byOf(entry)}</span>
          </TableCell>
          <TableCell className="w-full align-top">
            <span className="font-medium">{auditActionText(entry.action)}</span>
            <Subject subject={entry.subject} />
            <Changes entry={entry} />
          </TableCell>
        </TableRow>
      ))}
    </ListTable>
  );
}

function byOf({ actorType, ip }: AuditRow): string | null {
  if (actorType === "system") return t("automatic");
  return actorType === "key" ? [t("API key"), ip].filter(Boolean).join(", ") : ip;
}

function Subject({ subject }: { subject: AuditRow["subject"] }) {
  const { slug } = useWorkspace();
  if (!subject) return null;
  const { name, href } = subject;
  return (
    <span className="block break-words text-muted-foreground">
      {href ? (
        <Link href={pathUnder(slug, href)} className="rounded-sm underline-offset-4 hover:underline">
          {name}
        </Link>
      ) : (
        name
      )}
    </span>
  );
}

const arrow = (
  <span aria-hidden className="mx-1 inline-block rtl:-scale-x-100">
    →
  </span>
);

function Changes({ entry }: { entry: AuditRow }) {
  const changes = changedValues(entry.before, entry.after);
  if (changes.length === 0) return null;
  return (
    <details className="mt-0.5 text-xs">
      <summary className="w-fit cursor-pointer text-muted-foreground hover:text-foreground">
        {t("{count, plural, one {# value} other {# values}}", { count: changes.length })}
      </summary>
      <dl className="mt-2 grid gap-1.5">
        {changes.map(({ name, before, after }) => (
          <div key={name} className="grid gap-x-3 sm:grid-cols-[9rem_minmax(0,1fr)]">
            <dt className="text-muted-foreground">{name}</dt>
            <dd className="min-w-0 break-words">
              {before === undefined ? null : <del className="text-muted-foreground">{before}</del>}
              {before !== undefined && after !== undefined ? arrow : null}
              {after === undefined ? null : <ins className="no-underline">{after}</ins>}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

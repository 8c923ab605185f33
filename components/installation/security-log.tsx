"use client";

import { Download, ShieldCheck } from "lucide-react";
import { useUrlFilters } from "@/components/contacts/use-url-filters";
import { DownloadLink } from "@/components/security/download-link";
import { CursorPages } from "@/components/shell/cursor-pages";
import { DateTime } from "@/components/shell/date-time";
import { useFormat, useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { type Column, ListTable } from "@/components/ui/list-table";
import { TableCell, TableRow } from "@/components/ui/table";
import { routePath } from "@/lib/client/paths";
import type { SecurityLogItem } from "@/lib/installation/schema";
import { maxSecurityLines } from "@/lib/installation/security-lines.shared";
import { msg, t } from "@/lib/language/t";
import { type KindOptions, SecurityLogFilters } from "./security-log-filters";

interface Props {
  items: readonly SecurityLogItem[];
  nextCursor: string | null;
  options: readonly KindOptions[];
}

const filterNames = ["what", "account", "workspace", "from", "to"];

const columns: readonly Column[] = [
  { label: msg("What") },
  { label: msg("Account"), className: "hidden md:table-cell" },
  { label: msg("From", "an address that calls come from"), className: "hidden lg:table-cell" },
  { label: msg("When"), className: "hidden sm:table-cell" },
];

/** The security log of the whole installation; for the operator. */
export function SecurityLog({ items, nextCursor, options }: Props) {
  const url = useUrlFilters();
  const { slug } = useWorkspace();
  const format = useFormat();
  const chosen = Object.fromEntries(filterNames.flatMap((name) => (url.get(name) ? [[name, url.get(name)]] : [])));
  return (
    <div className="grid gap-4">
      <SecurityLogFilters options={options} />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-muted-foreground text-xs">
          {t("An export has what fits the filters, the newest {lines} lines at most.", {
            lines: format.number(maxSecurityLines),
          })}
        </p>
        <Button variant="outline" size="sm" asChild>
          <DownloadLink
            href={routePath("/api/app/workspaces/[slug]/installation/security-log/export", { slug, ...chosen })}
          >
            <Download aria-hidden />
            {t("Export CSV")}
          </DownloadLink>
        </Button>
      </div>
      {items.length === 0 ? (
        <EmptyState
          icon={ShieldCheck}
          title={t("Nothing fits")}
          description={t("Nothing in the log fits these filters.")}
        />
      ) : (
        <div>
          <SecurityTable items={items} />
          <CursorPages nextCursor={nextCursor} />
        </div>
      )}
    </div>
  );
}

function SecurityTable({ items }: { items: readonly SecurityLogItem[] }) {
  return (
    <ListTable label={t("Security log")} columns={columns}>
      {items.map((item) => (
        <SecurityLine key={item.id} item={item} />
      ))}
    </ListTable>
  );
}

function SecurityLine({ item }: { item: SecurityLogItem }) {
  const { what, detail, email, by, workspace, ip, device, at } = item;
  return (
    <TableRow>
      <TableCell className="align-top whitespace-normal">
        <span className="wrap-anywhere block font-medium">{what}</span>
        {detail ? <span className="wrap-anywhere block text-muted-foreground text-xs">{detail}</span> : null}
        <span className="wrap-anywhere block text-muted-foreground text-xs md:hidden">
          <Account email={email} by={by} workspace={workspace} />
        </span>
        <span className="wrap-anywhere block text-muted-foreground text-xs lg:hidden">
          {[ip, device].filter(Boolean).join(", ")}
        </span>
        <span className="block text-muted-foreground text-xs sm:hidden">
          <DateTime value={at} />
        </span>
      </TableCell>
      <TableCell className="wrap-anywhere hidden align-top whitespace-normal md:table-cell">
        <Account email={email} by={by} workspace={workspace} />
      </TableCell>
      <TableCell className="wrap-anywhere hidden align-top whitespace-normal text-muted-foreground lg:table-cell">
        <span className="block">{ip ?? t("Unknown")}</span>
        <span className="block text-xs">{device}</span>
      </TableCell>
      <TableCell className="hidden align-top text-muted-foreground sm:table-cell">
        <DateTime value={at} />
      </TableCell>
    </TableRow>
  );
}

function Account({ email, by, workspace }: Pick<SecurityLogItem, "email" | "by" | "workspace">) {
  return (
    <>
      {email ? <span className="block">{email}</span> : null}
      {by ? <span className="block text-muted-foreground">{t("by {by}", { by })}</span> : null}
      {workspace ? <span className="block text-muted-foreground">{t("in {workspace}", { workspace })}</span> : null}
    </>
  );
}

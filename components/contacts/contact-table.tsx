"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { useState } from "react";
import { CursorPages } from "@/components/shell/cursor-pages";
import { RelativeTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import type { FieldItem } from "@/lib/people/contacts/fields";
import type { ContactLine, ContactLines } from "@/lib/people/lists/contacts-table";
import { BulkBar } from "./bulk-bar";
import { ColumnChooser } from "./column-chooser";
import { ContactCells } from "./contact-cells";
import { fixedColumns, useShownColumns } from "./contact-columns";
import type { FilterChoices } from "./filter-bar";
import { suppressionText } from "./suppression-labels";
import { useUrlFilters } from "./use-url-filters";

interface Props {
  page: ContactLines;
  total: { count: number; capped: boolean };
  fields: FieldItem[];
  choices: FilterChoices;
  /** What narrows the table now, as the API takes it. */
  filters: Record<string, string>;
}

/** Contacts with sorting, column choice, selection and pages by cursor. */
export function ContactTable({ page, total, fields, choices, filters }: Props) {
  const { slug, path, can } = useWorkspace();
  const url = useUrlFilters();
  const [shown, toggleColumn] = useShownColumns(slug);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [everybody, setEverybody] = useState(false);
  const columns = [...fixedColumns(), ...fields.map(({ key, label, type }) => ({ id: `field:${key}`, label, type }))];
  const visible = columns.filter(({ id }) => shown.includes(id));
  const all = page.items.length > 0 && page.items.every(({ id }) => ticked.has(id));
  const selectable = can("contacts.write");
  const clear = () => {
    setTicked(new Set());
    setEverybody(false);
  };
  const tick = (ids: string[], on: boolean) => {
    setEverybody(false);
    setTicked(new Set(on ? [...ticked, ...ids] : [...ticked].filter((id) => !ids.includes(id))));
  };
  return (
    <>
      <div className="mb-2 flex min-h-8 items-center justify-between gap-2">
        <p className="text-muted-foreground text-sm tabular-nums">
          {t("{count, plural, one {# contact} other {#{plus} contacts}}", {
            count: total.count,
            plus: total.capped ? "+" : "",
          })}
        </p>
        <ColumnChooser columns={columns} shown={shown} onToggle={toggleColumn} />
      </div>
      <Table label={t("Contacts")} containerClassName={cn("rounded-xl border", url.pending && "opacity-60")}>
        <TableHeader>
          <TableRow className="hover:bg-transparent">
            {selectable ? (
              <TableHead className="w-0">
                <Checkbox
                  aria-label={t("Select all on this page")}
                  checked={all}
                  onCheckedChange={(on) =>
                    tick(
                      page.items.map(({ id }) => id),
                      on === true,
                    )
                  }
                />
              </TableHead>
            ) : null}
            <SortHead sort="email">{t("Contact")}</SortHead>
            {visible.map(({ id, label }) =>
              id === "created" || id === "activity" ? (
                <SortHead key={id} sort={id} className="hidden md:table-cell">
                  {label}
                </SortHead>
              ) : (
                <TableHead key={id} className="hidden md:table-cell">
                  {label}
                </TableHead>
              ),
            )}
          </TableRow>
        </TableHeader>
        <TableBody>
          {page.items.map((contact) => (
            <TableRow key={contact.id} data-state={ticked.has(contact.id) ? "selected" : undefined}>
              {selectable ? (
                <TableCell className="w-0">
                  <Checkbox
                    aria-label={t("Select {email}", { email: contact.email })}
                    checked={ticked.has(contact.id)}
                    onCheckedChange={(on) => tick([contact.id], on === true)}
                  />
                </TableCell>
              ) : null}
              <TableCell className="max-w-64 md:max-w-80">
                <div className="flex min-w-0 items-center gap-2">
                  <Link
                    href={path("/contacts/[contactId]", { contactId: contact.id })}
                    dir="ltr"
                    className="truncate rounded-sm font-medium underline-offset-4 hover:underline"
                  >
                    {contact.shownEmail}
                  </Link>
                  {contact.suppressed ? (
                    <Badge variant="destructive" title={suppressionText(contact.suppressed)}>
                      {t("Suppressed")}
                    </Badge>
                  ) : null}
                </div>
                <span className="block truncate text-muted-foreground text-xs">
                  {[contact.firstName, contact.lastName].filter(Boolean).join(" ") || t("No name")}
                </span>
                <PhoneLine contact={contact} />
              </TableCell>
              <ContactCells contact={contact} columns={visible} />
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {ticked.size > 0 ? (
        <BulkBar
          ids={[...ticked]}
          everybody={everybody}
          onEverybody={page.nextCursor || url.get("cursor") ? () => setEverybody(true) : undefined}
          total={total}
          filters={filters}
          choices={choices}
          onDone={clear}
        />
      ) : null}
      <CursorPages
        nextCursor={page.nextCursor}
        summary={t("{count, plural, one {# shown} other {# shown}}", { count: page.items.length })}
      />
    </>
  );
}

/** What the columns say that a phone has no room for. */
function PhoneLine({ contact }: { contact: ContactLine }) {
  const { format } = useWorkspace();
  const lists = contact.lists.filter(({ status }) => status !== "unsubscribed").map(({ name }) => name);
  return (
    <span className="block truncate text-muted-foreground text-xs md:hidden">
      {contact.lastActivityAt
        ? rich("Active <when></when>", { when: () => <RelativeTime value={contact.lastActivityAt ?? ""} /> })
        : t("Since {date}", { date: format.date(contact.createdAt) })}
      {lists.length > 0 ? ` · ${lists.join(", ")}` : ""}
    </span>
  );
}

function SortHead({ sort, className, children }: { sort: string; className?: string; children: React.ReactNode }) {
  const url = useUrlFilters();
  const current = (url.get("sort") || "created") === sort;
  const ascending = url.get("direction") === "asc";
  const next = current ? (ascending ? "desc" : "asc") : sort === "email" ? "asc" : "desc";
  const Arrow = ascending ? ArrowUp : ArrowDown;
  return (
    <TableHead className={className} aria-sort={current ? (ascending ? "ascending" : "descending") : undefined}>
      <button
        type="button"
        className="inline-flex items-center gap-1 rounded-sm hover:text-foreground"
        onClick={() => url.set({ sort, direction: next })}
      >
        {children}
        {current ? <Arrow aria-hidden className="size-3.5" /> : null}
      </button>
    </TableHead>
  );
}

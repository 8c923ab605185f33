"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useUrlFilters } from "@/components/contacts/use-url-filters";
import { CursorPages } from "@/components/shell/cursor-pages";
import { DateTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { SelectionBar } from "@/components/ui/selection-bar";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { toast } from "@/components/ui/toaster";
import { t } from "@/lib/language/t";
import type { SuppressionItem, SuppressionPage } from "@/lib/people/suppressions/schema";
import { LiftDialog } from "./lift-dialog";
import { ReasonBadge } from "./reason-badge";

interface Props {
  page: SuppressionPage;
  total: { count: number; capped: boolean };
}

/** Suppressed addresses with why, since when and by which message; several can be lifted at once. */
export function SuppressionTable({ page, total }: Props) {
  const { can } = useWorkspace();
  const url = useUrlFilters();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const chosen = page.items.filter(({ id }) => ticked.has(id));
  const selectable = can("suppressions.write");
  const tick = (ids: string[], on: boolean) =>
    setTicked(new Set(on ? [...ticked, ...ids] : [...ticked].filter((id) => !ids.includes(id))));
  const text = t("{count, plural, one {# address} other {#{plus} addresses}}", {
    count: total.count,
    plus: total.capped ? "+" : "",
  });
  return (
    <>
      <p className="mb-2 text-muted-foreground text-sm tabular-nums">{text}</p>
      {chosen.length > 0 ? <LiftBar chosen={chosen} onDone={() => setTicked(new Set())} /> : null}
      <Table
        label={t("Suppressed addresses")}
        containerClassName={cn("rounded-xl border", url.pending && "opacity-60")}
      >
        <TableHeader>
          <TableRow className="hover:bg-transparent">
            {selectable ? (
              <TableHead className="w-0">
                <Checkbox
                  aria-label={t("Select all on this page")}
                  checked={chosen.length > 0 && chosen.length === page.items.length}
                  onCheckedChange={(on) =>
                    tick(
                      page.items.map(({ id }) => id),
                      on === true,
                    )
                  }
                />
              </TableHead>
            ) : null}
            <TableHead>{t("Address")}</TableHead>
            <TableHead className="hidden md:table-cell">{t("Reason")}</TableHead>
            <TableHead className="hidden lg:table-cell">{t("Note")}</TableHead>
            <TableHead className="hidden md:table-cell">{t("Since")}</TableHead>
            <TableHead className="hidden md:table-cell">{t("Until")}</TableHead>
            <TableHead className="hidden md:table-cell">{t("Because of")}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {page.items.map((item) => (
            <Row
              key={item.id}
              item={item}
              ticked={selectable ? ticked.has(item.id) : null}
              onTick={(on) => tick([item.id], on)}
            />
          ))}
        </TableBody>
      </Table>
      <CursorPages
        nextCursor={page.nextCursor}
        summary={t("{count, plural, one {# shown} other {# shown}}", { count: page.items.length })}
      />
    </>
  );
}

interface RowProps {
  item: SuppressionItem;
  /** Null: rows cannot be chosen. */
  ticked: boolean | null;
  onTick: (on: boolean) => void;
}

function Row({ item, ticked, onTick }: RowProps) {
  const { path } = useWorkspace();
  const why = path("/contacts/suppressions/why", { email: item.email });
  return (
    <TableRow data-state={ticked ? "selected" : undefined}>
      {ticked === null ? null : (
        <TableCell className="w-0">
          <Checkbox
            aria-label={t("Select {email}", { email: item.email })}
            checked={ticked}
            onCheckedChange={(on) => onTick(on === true)}
          />
        </TableCell>
      )}
      <TableCell className="max-w-64 md:max-w-80">
        <Link
          href={why}
          dir="ltr"
          className={cn(
            "block truncate rounded-sm rtl:text-right font-medium underline-offset-4 hover:underline",
            item.expired && "text-muted-foreground",
          )}
        >
          {item.email}
        </Link>
        <span className="mt-1 flex flex-wrap items-center gap-1.5 text-muted-foreground text-xs md:hidden">
          <ReasonBadge reason={item.reason} />
          <DateTime value={item.createdAt} dateOnly />
        </span>
        {item.contactId ? (
          <Link
            href={path("/contacts/[contactId]", { contactId: item.contactId })}
            className="hidden w-fit rounded-sm text-muted-foreground text-xs underline-offset-4 hover:underline md:block"
          >
            {t("See the contact")}
          </Link>
        ) : null}
      </TableCell>
      <TableCell className="hidden md:table-cell">
        <ReasonBadge reason={item.reason} />
      </TableCell>
      <TableCell className="hidden max-w-72 lg:table-cell">
        {item.note ? (
          <span className="line-clamp-2 break-words text-muted-foreground" title={item.note}>
            {item.note}
          </span>
        ) : (
          <Nothing />
        )}
      </TableCell>
      <TableCell className="hidden md:table-cell">
        <DateTime value={item.createdAt} dateOnly />
      </TableCell>
      <TableCell className="hidden md:table-cell">
        {item.expired ? <Badge variant="outline">{t("Expired")}</Badge> : null}
        {item.expiresAt && !item.expired ? <DateTime value={item.expiresAt} dateOnly /> : null}
        {item.expiresAt ? null : <span className="text-muted-foreground">{t("For good")}</span>}
      </TableCell>
      <TableCell className="hidden md:table-cell">
        {item.messageId ? (
          <Link
            href={path("/messages/[messageId]", { messageId: item.messageId })}
            className="whitespace-nowrap rounded-sm text-primary underline-offset-4 hover:underline"
          >
            {t("A message")}
          </Link>
        ) : (
          <Nothing />
        )}
      </TableCell>
    </TableRow>
  );
}

function Nothing() {
  return <span className="text-muted-foreground">–</span>;
}

function LiftBar({ chosen, onDone }: { chosen: readonly SuppressionItem[]; onDone: () => void }) {
  const { api } = useWorkspace();
  const router = useRouter();
  return (
    <SelectionBar
      label={t("Selected addresses")}
      selected={t("{count, plural, one {# address selected} other {# addresses selected}}", { count: chosen.length })}
      place="above"
      onClear={onDone}
    >
      <LiftDialog
        suppressions={chosen}
        trigger={
          <Button variant="outline" size="sm">
            {t("Lift suppression")}
          </Button>
        }
        onLift={async (input) => {
          const suppressionIds = chosen.map(({ id }) => id);
          const { lifted } = await api.post<{ lifted: number }>("/suppressions/lifting", {
            suppressionIds,
            ...input,
          });
          toast.success(
            t("{count, plural, one {# address may be mailed again.} other {# addresses may be mailed again.}}", {
              count: lifted,
            }),
          );
          onDone();
          router.refresh();
        }}
      />
    </SelectionBar>
  );
}

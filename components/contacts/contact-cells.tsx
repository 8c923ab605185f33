"use client";

import { DateTime, RelativeTime } from "@/components/shell/date-time";
import { Badge } from "@/components/ui/badge";
import { TableCell } from "@/components/ui/table";
import type { ContactItem } from "@/lib/people/contacts/find-contacts";
import { fieldKind } from "@/lib/people/fields/field-types.shared";
import type { ColumnChoice } from "./contact-columns";
import { SubscriptionBadge } from "./subscription-badge";

const SHOWN = 3;

/** The cells of a contact for the columns that are shown; on a phone there are none. */
export function ContactCells({ contact, columns }: { contact: ContactItem; columns: readonly ColumnChoice[] }) {
  return columns.map((column) => (
    <TableCell key={column.id} className="hidden max-w-72 md:table-cell">
      <CellContent contact={contact} column={column} />
    </TableCell>
  ));
}

function CellContent({ contact, column }: { contact: ContactItem; column: ColumnChoice }) {
  if (column.id === "lists") {
    return (
      <Pile
        items={contact.lists.map((list) => (
          <SubscriptionBadge
            key={list.id}
            status={list.status}
            list={list.name}
            suppressed={contact.suppressed !== null}
          />
        ))}
      />
    );
  }
  if (column.id === "tags") {
    return (
      <Pile
        items={contact.tags.map((tag) => (
          <Badge key={tag} variant="outline">
            {tag}
          </Badge>
        ))}
      />
    );
  }
  if (column.id === "activity")
    return contact.lastActivityAt ? <RelativeTime value={contact.lastActivityAt} /> : <Nothing />;
  if (column.id === "created") return <DateTime value={contact.createdAt} dateOnly />;
  const value = contact.fields[column.id.replace("field:", "")];
  if (value === undefined || !column.type) return <Nothing />;
  return <span className="block truncate">{fieldKind(column.type).text(value)}</span>;
}

function Pile({ items }: { items: React.ReactNode[] }) {
  if (items.length === 0) return <Nothing />;
  const more = items.length - SHOWN;
  return (
    <div className="flex flex-wrap gap-1">
      {items.slice(0, SHOWN)}
      {more > 0 ? <span className="text-muted-foreground text-xs">+{more}</span> : null}
    </div>
  );
}

function Nothing() {
  return <span className="text-muted-foreground">–</span>;
}

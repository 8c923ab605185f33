import type { ReactNode } from "react";
import { inEnglish, type Msg, msg, t } from "@/lib/language/t";
import { Table, TableBody, TableHead, TableHeader, TableRow } from "./table";

export interface Column {
  label: Msg;
  /** Its place and when it is hidden, as in the cells below it. */
  className?: string;
  /** Named for screen readers only. */
  unseen?: boolean;
}

/** The last column of a table whose lines have a menu or buttons. */
export const actionsColumn: Column = { label: msg("Actions"), unseen: true };

interface Props {
  /** Names the table for screen readers. */
  label: string;
  columns: readonly Column[];
  /** The rows. */
  children: ReactNode;
}

/** A table in a frame with a line of names above its rows. */
export function ListTable({ label, columns, children }: Props) {
  return (
    <Table label={label} containerClassName="rounded-xl border">
      <TableHeader>
        <TableRow className="hover:bg-transparent">
          {columns.map(({ label: name, className, unseen }) => (
            <TableHead key={inEnglish(name)} className={className}>
              {unseen ? <span className="sr-only">{t(name)}</span> : t(name)}
            </TableHead>
          ))}
        </TableRow>
      </TableHeader>
      <TableBody>{children}</TableBody>
    </Table>
  );
}

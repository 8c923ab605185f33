"use client";

import { Pencil, Plus, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { IconButton } from "@/components/ui/icon-button";
import { actionsColumn, ListTable } from "@/components/ui/list-table";
import { TableCell, TableRow } from "@/components/ui/table";
import { msg, t } from "@/lib/language/t";
import type { FieldItem } from "@/lib/people/contacts/fields";
import { fieldKind } from "@/lib/people/fields/field-types.shared";
import { FieldDialog } from "./field-dialog";

const columns = [
  { label: msg("Field") },
  { label: msg("Type") },
  { label: msg("Merge tag"), className: "hidden sm:table-cell" },
];

/** The custom fields of the workspace. */
export function FieldTable({ fields }: { fields: FieldItem[] }) {
  const { can } = useWorkspace();
  const mayWrite = can("fields.write");
  const add = mayWrite ? (
    <FieldDialog
      trigger={
        <Button size="sm">
          <Plus aria-hidden />
          {t("New field")}
        </Button>
      }
    />
  ) : undefined;
  if (fields.length === 0) {
    return (
      <EmptyState
        title={t("Keep what you know about people")}
        description={t(
          "A birthday, a shop, a plan: custom fields fill mails and find people. An import makes them too.",
        )}
        action={add}
      />
    );
  }
  return (
    <>
      <div className="mb-3 flex justify-end">{add}</div>
      <ListTable label={t("Custom fields")} columns={mayWrite ? [...columns, actionsColumn] : columns}>
        {fields.map((field) => (
          <TableRow key={field.id}>
            <TableCell className="font-medium">
              {field.label}
              {field.searchable ? (
                <span className="block font-normal text-muted-foreground text-xs">{t("Found by the search")}</span>
              ) : null}
            </TableCell>
            <TableCell>
              {t(fieldKind(field.type).label)}
              {fieldKind(field.type).hasOptions ? (
                <span className="block max-w-64 truncate text-muted-foreground text-xs">
                  {field.options.join(", ")}
                </span>
              ) : null}
            </TableCell>
            <TableCell className="hidden sm:table-cell">
              <code dir="ltr" className="rounded bg-muted px-1.5 py-0.5 text-xs">{`{{ contact.${field.key} }}`}</code>
            </TableCell>
            {mayWrite ? (
              <TableCell className="w-0 text-end">
                <FieldActions field={field} />
              </TableCell>
            ) : null}
          </TableRow>
        ))}
      </ListTable>
    </>
  );
}

function FieldActions({ field }: { field: FieldItem }) {
  const { api } = useWorkspace();
  const router = useRouter();
  return (
    <div className="flex justify-end gap-1">
      <FieldDialog
        field={field}
        trigger={<IconButton icon={Pencil} label={t("Change {field}", { field: field.label })} />}
      />
      <ConfirmDialog
        trigger={<IconButton icon={Trash2} label={t("Delete {name}", { name: field.label })} />}
        title={t("Delete the field {field}?", { field: field.label })}
        description={t(
          "Its values are deleted from every contact and cannot be brought back. Mails that use its merge tag show the fallback.",
        )}
        confirmLabel={t("Delete field")}
        destructive
        typeToConfirm={field.key}
        onConfirm={async () => {
          await api.delete(`/fields/${field.id}`);
          router.refresh();
        }}
      />
    </div>
  );
}

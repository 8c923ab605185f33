import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { t } from "@/lib/language/t";
import type { MailDetail } from "@/lib/run/mailbox/schema";

/** Every header in the order of the mail. */
export function HeadersPanel({ headers }: { headers: MailDetail["headers"] }) {
  const numbered = headers.map((header, index) => ({ ...header, key: `${index} ${header.name}` }));
  return (
    <Table label={t("Headers")} className="text-[0.8125rem]">
      <TableHeader className="sr-only">
        <TableRow>
          <TableHead>{t("Name")}</TableHead>
          <TableHead>{t("Value")}</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {numbered.map((header) => (
          <TableRow key={header.key} className="align-top" dir="ltr">
            <TableCell className="whitespace-nowrap ps-4 align-top font-medium md:ps-6">{header.name}</TableCell>
            <TableCell className="break-all pe-4 font-mono text-muted-foreground md:pe-6">{header.value}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

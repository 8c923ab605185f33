"use client";

import { useFormat } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { StorageState, TableSize } from "@/lib/installation/state/read-storage";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import { NotKnown } from "./not-known";

/** A disk with less than this share free is shown as one that fills up. */
const NEARLY_SHARE = 0.1;

/** How much room there is on the disks of the web process. */
export function DiskCard({ disks }: { disks: StorageState["disks"] }) {
  const format = useFormat();
  if (!disks) return <NotKnown what={t("Disks")} />;
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Disks")}</CardTitle>
        <CardDescription>{t("Folders that the web process, or the database beside it, writes to.")}</CardDescription>
      </CardHeader>
      <CardContent className="grid gap-4">
        {disks.map(({ folder, freeBytes, totalBytes }) => {
          const full = freeBytes < totalBytes * NEARLY_SHARE;
          return (
            <div key={folder} className="grid gap-1.5">
              <div className="flex flex-wrap items-baseline justify-between gap-x-4 text-sm">
                <code className="wrap-anywhere text-xs" dir="ltr">
                  {folder}
                </code>
                <span className={full ? "font-medium text-destructive" : "text-muted-foreground"}>
                  {t("{free} of {total} free", {
                    free: format.bytes(freeBytes),
                    total: format.bytes(totalBytes),
                  })}
                </span>
              </div>
              <Progress
                aria-label={t("{folder}: used", { folder })}
                value={totalBytes - freeBytes}
                max={totalBytes}
                indicatorClassName={full ? "bg-destructive" : undefined}
              />
            </div>
          );
        })}
      </CardContent>
    </Card>
  );
}

/** Where pictures of mails lie outside the database, and where new ones go. */
export function PicturesCard({ picturesIn, picturePlaces }: Pick<StorageState, "picturesIn" | "picturePlaces">) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Pictures")}</CardTitle>
        <CardDescription>
          {picturesIn === "database"
            ? t("New pictures are kept in the database, in the table {table}.", { table: "asset" })
            : rich(
                "New pictures go where {setting} says: <place></place>. What is elsewhere stays readable; {command} moves it.",
                {
                  setting: "PICTURES_IN",
                  place: () => (
                    <code className="wrap-anywhere text-xs" dir="ltr">
                      {picturesIn}
                    </code>
                  ),
                  command: "npm run admin -- move-pictures",
                },
              )}
        </CardDescription>
      </CardHeader>
      {picturePlaces?.length === 0 ? null : (
        <CardContent>
          {picturePlaces ? <PicturePlaces places={picturePlaces} /> : <NotKnown what={t("Places of pictures")} />}
        </CardContent>
      )}
    </Card>
  );
}

function PicturePlaces({ places }: { places: NonNullable<StorageState["picturePlaces"]> }) {
  const format = useFormat();
  return (
    <Table label={t("Places of pictures")}>
      <TableHeader>
        <TableRow className="hover:bg-transparent">
          <TableHead>{t("Place")}</TableHead>
          <TableHead className="text-end">{t("Pictures")}</TableHead>
          <TableHead className="text-end">{t("Size")}</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {places.map(({ address, isCurrent, pictures, bytes, stuck }) => (
          <TableRow key={address}>
            <TableCell>
              <code className="wrap-anywhere text-xs" dir="ltr">
                {address}
              </code>{" "}
              {isCurrent ? <Badge variant="secondary">{t("for new ones")}</Badge> : null}
              {stuck > 0 ? (
                <span className="block text-destructive text-xs">
                  {t("{count} of pictures that are gone could not be removed yet", { count: format.number(stuck) })}
                </span>
              ) : null}
            </TableCell>
            <TableCell className="text-end tabular-nums">{format.number(pictures)}</TableCell>
            <TableCell className="whitespace-nowrap text-end tabular-nums">{format.bytes(bytes)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** Size of the database and of its largest tables. */
export function DatabaseCard({ databaseBytes, tables }: Pick<StorageState, "databaseBytes" | "tables">) {
  const format = useFormat();
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Database")}</CardTitle>
        <CardDescription>
          {databaseBytes === null
            ? t(
                "Its size is not known. Rows are PostgreSQL's own estimate; sizes include indexes and are looked at once a minute.",
              )
            : t(
                "{size} in all. Rows are PostgreSQL's own estimate; sizes include indexes and are looked at once a minute.",
                { size: format.bytes(databaseBytes) },
              )}
        </CardDescription>
      </CardHeader>
      <CardContent>
        {tables ? <TableSizes tables={tables} whole={databaseBytes} /> : <NotKnown what={t("Tables")} />}
      </CardContent>
    </Card>
  );
}

function TableSizes({ tables, whole }: { tables: readonly TableSize[]; whole: number | null }) {
  const format = useFormat();
  return (
    <Table label={t("Largest tables")}>
      <TableHeader>
        <TableRow className="hover:bg-transparent">
          <TableHead>{t("Table", undefined, "of a database")}</TableHead>
          <TableHead className="text-end">{t("Size")}</TableHead>
          <TableHead className="hidden text-end sm:table-cell">{t("Share")}</TableHead>
          <TableHead className="text-end">{t("Rows, about")}</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {tables.map(({ name, bytes, rows, partitions }) => (
          <TableRow key={name}>
            <TableCell>
              <code className="wrap-anywhere text-xs">{name}</code>
              {partitions > 0 ? (
                <span className="block text-muted-foreground text-xs">
                  {t("{count, plural, one {# partition} other {# partitions}}", { count: partitions })}
                </span>
              ) : null}
            </TableCell>
            <TableCell className="whitespace-nowrap text-end tabular-nums">{format.bytes(bytes)}</TableCell>
            <TableCell className="hidden text-end text-muted-foreground tabular-nums sm:table-cell">
              {format.percent(whole ? bytes / whole : null)}
            </TableCell>
            <TableCell className="text-end text-muted-foreground tabular-nums">
              {rows === null ? t("Not known") : format.compact(rows)}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

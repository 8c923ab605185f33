"use client";

import { useFormat } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { StorageState, TableSize } from "@/lib/installation/state/read-storage";
import { NotKnown } from "./not-known";

/** A disk with less than this share free is shown as one that fills up. */
const NEARLY_SHARE = 0.1;

/** How much room there is on the disks of the web process. */
export function DiskCard({ disks }: { disks: StorageState["disks"] }) {
  const format = useFormat();
  if (!disks) return <NotKnown what="Disks" />;
  return (
    <Card>
      <CardHeader>
        <CardTitle>Disks</CardTitle>
        <CardDescription>Folders that the web process, or the database beside it, writes to.</CardDescription>
      </CardHeader>
      <CardContent className="grid gap-4">
        {disks.map(({ folder, freeBytes, totalBytes }) => {
          const full = freeBytes < totalBytes * NEARLY_SHARE;
          return (
            <div key={folder} className="grid gap-1.5">
              <div className="flex flex-wrap items-baseline justify-between gap-x-4 text-sm">
                <code className="wrap-anywhere text-xs">{folder}</code>
                <span className={full ? "font-medium text-destructive" : "text-muted-foreground"}>
                  {format.bytes(freeBytes)} of {format.bytes(totalBytes)} free
                </span>
              </div>
              <Progress
                aria-label={`${folder}: used`}
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
        <CardTitle>Pictures</CardTitle>
        <CardDescription>
          {picturesIn === "database" ? (
            "New pictures are kept in the database, in the table asset."
          ) : (
            <>
              New pictures go where PICTURES_IN says: <code className="wrap-anywhere text-xs">{picturesIn}</code>. What
              is elsewhere stays readable; npm run admin -- move-pictures moves it.
            </>
          )}
        </CardDescription>
      </CardHeader>
      {picturePlaces?.length === 0 ? null : (
        <CardContent>
          {picturePlaces ? <PicturePlaces places={picturePlaces} /> : <NotKnown what="Places of pictures" />}
        </CardContent>
      )}
    </Card>
  );
}

function PicturePlaces({ places }: { places: NonNullable<StorageState["picturePlaces"]> }) {
  const format = useFormat();
  return (
    <Table label="Places of pictures">
      <TableHeader>
        <TableRow className="hover:bg-transparent">
          <TableHead>Place</TableHead>
          <TableHead className="text-end">Pictures</TableHead>
          <TableHead className="text-end">Size</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {places.map(({ address, isCurrent, pictures, bytes, stuck }) => (
          <TableRow key={address}>
            <TableCell>
              <code className="wrap-anywhere text-xs">{address}</code>{" "}
              {isCurrent ? <Badge variant="secondary">for new ones</Badge> : null}
              {stuck > 0 ? (
                <span className="block text-destructive text-xs">
                  {format.number(stuck)} of pictures that are gone could not be removed yet
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
        <CardTitle>Database</CardTitle>
        <CardDescription>
          {databaseBytes === null ? "Its size is not known." : `${format.bytes(databaseBytes)} in all.`} Rows are
          PostgreSQL's own estimate; sizes include indexes and are looked at once a minute.
        </CardDescription>
      </CardHeader>
      <CardContent>
        {tables ? <TableSizes tables={tables} whole={databaseBytes} /> : <NotKnown what="Tables" />}
      </CardContent>
    </Card>
  );
}

function TableSizes({ tables, whole }: { tables: readonly TableSize[]; whole: number | null }) {
  const format = useFormat();
  return (
    <Table label="Largest tables">
      <TableHeader>
        <TableRow className="hover:bg-transparent">
          <TableHead>Table</TableHead>
          <TableHead className="text-end">Size</TableHead>
          <TableHead className="hidden text-end sm:table-cell">Share</TableHead>
          <TableHead className="text-end">Rows, about</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {tables.map(({ name, bytes, rows, partitions }) => (
          <TableRow key={name}>
            <TableCell>
              <code className="wrap-anywhere text-xs">{name}</code>
              {partitions > 0 ? (
                <span className="block text-muted-foreground text-xs">
                  {partitions === 1 ? "1 partition" : `${partitions} partitions`}
                </span>
              ) : null}
            </TableCell>
            <TableCell className="whitespace-nowrap text-end tabular-nums">{format.bytes(bytes)}</TableCell>
            <TableCell className="hidden text-end text-muted-foreground tabular-nums sm:table-cell">
              {format.percent(whole ? bytes / whole : null)}
            </TableCell>
            <TableCell className="text-end text-muted-foreground tabular-nums">
              {rows === null ? "Not known" : format.compact(rows)}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

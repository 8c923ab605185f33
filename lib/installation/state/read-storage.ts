import { requireOperator } from "@/lib/base/auth/operator";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { estimatedRows } from "@/lib/base/db/estimated-rows";
import { env } from "@/lib/base/env";
import { type DiskRoom, diskRoom } from "@/lib/base/health/disk-space";
import { placesInUse } from "@/lib/content/assets/place-states";
import { boundedLook } from "./bounded-look";

/** A table with all its partitions, indexes included. */
export interface TableSize {
  name: string;
  bytes: number;
  /** PostgreSQL's own estimate; null before it has looked. */
  rows: number | null;
  partitions: number;
}

/** Pictures in a place outside the database. */
export interface PicturePlace {
  address: string;
  isCurrent: boolean;
  pictures: number;
  bytes: number;
  /** Of pictures that are gone: what could not be removed. */
  stuck: number;
}

export interface StorageState {
  databaseBytes: number | null;
  tables: TableSize[] | null;
  /** Of this web process, by folder. */
  disks: DiskRoom[] | null;
  /** What PICTURES_IN says. */
  picturesIn: string;
  picturePlaces: PicturePlace[] | null;
}

const MOST_TABLES = 15;
/** Sizes are summed over all files of the database, and change slowly. */
const FRESH_MS = 60_000;

/** Sizes of the database and its largest tables, and room on the disks of this process. For the operator. */
export async function readStorage(ctx: Ctx): Promise<StorageState> {
  await requireOperator(ctx);
  const [databaseBytes, tables, disks, picturePlaces] = await Promise.all([
    boundedLook("database size", readDatabaseSize, FRESH_MS),
    boundedLook("table sizes", readTables, FRESH_MS),
    boundedLook("disks", async () => diskRoom()),
    boundedLook("picture places", readPicturePlaces, FRESH_MS),
  ]);
  return { databaseBytes, tables, disks, picturesIn: env.PICTURES_IN, picturePlaces };
}

async function readPicturePlaces(): Promise<PicturePlace[]> {
  const { current, places } = await placesInUse(prisma);
  return places.map(({ id, address, objects: pictures, bytes, stuck }) => {
    const isCurrent = id === current;
    return { address, isCurrent, pictures, bytes, stuck };
  });
}

async function readDatabaseSize(): Promise<number> {
  const [row] = await prisma.$queryRaw<
    { bytes: number }[]
  >`select pg_database_size(current_database())::float8 as bytes`;
  return row?.bytes ?? 0;
}

/** A partition counts for its table, however deep it lies. No row is counted. */
async function readTables(): Promise<TableSize[]> {
  return prisma.$queryRaw<TableSize[]>`
    select coalesce(pg_partition_root(c.oid), c.oid)::regclass::text as name, sum(pg_total_relation_size(c.oid))::float8 as bytes,
           (${estimatedRows})::float8 as rows,
           count(*) filter (where c.relispartition)::int as partitions
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname in ('public', 'partitions', 'queue')
     group by 1 order by 2 desc limit ${MOST_TABLES}`;
}

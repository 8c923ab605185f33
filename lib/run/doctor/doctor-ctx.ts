import type { Db } from "@/lib/base/db/client";
import type { Env } from "@/lib/base/env";
import type { DoctorNetwork } from "./network";

/** What the checks look at. */
export interface DoctorCtx {
  /** Settings as the product gets them. */
  env: Env;
  /** Names of those that somebody has set, in the environment or in `.env`. */
  set: ReadonlySet<string>;
  db: Db;
  now(): Date;
  /** Whether `npm start` runs on the data folder; null where DATABASE_URL names the database, which says nothing about it. */
  isRunning: boolean | null;
  /** Folders that are written to; `data` is null where the database is elsewhere. */
  folders: { data: string | null; journal: string; temp: string };
  network: DoctorNetwork;
}

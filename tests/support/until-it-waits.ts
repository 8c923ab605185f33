import { expect, vi } from "vitest";
import { prisma } from "@/lib/base/db/client";

/** Until a statement of this database in which `part` stands waits for a lock. */
export const untilItWaits = (part: string) =>
  vi.waitFor(
    async () => {
      const waiting = await prisma.$queryRaw`
        select pid from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock' and query like ${`%${part}%`}`;
      expect(waiting).toHaveLength(1);
    },
    { timeout: 4000 },
  );

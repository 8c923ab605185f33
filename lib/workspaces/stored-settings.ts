import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import { storedValues } from "@/lib/base/db/stored-json";
import { createLog } from "@/lib/base/log";

const log = createLog({ part: "settings" });

/** Each part of a workspace's settings belongs to one room, which reads and writes it through `settingsPart`. */
const storedSettings = storedValues("workspace.settings", z.record(z.string(), z.unknown()));

export interface SettingsPart<T> {
  /** The part, out of the whole column. What is missing takes its default, and so does what is damaged, which the log says. */
  read(settings: unknown): T;
  /** The part as it is now in the database. */
  get(ctx: Ctx): Promise<T>;
  /** Waits for others who change settings of this workspace, until the transaction ends. */
  lock(tx: Ctx): Promise<void>;
  /** Replaces the part; the others stay as they are. */
  set(tx: Ctx, value: T): Promise<void>;
}

/** A part of `workspace.settings`. `whenUnset` is what holds where nothing, or nothing that can be read, is stored. */
export function settingsPart<T>(name: string, schema: z.ZodType<T>, whenUnset: T): SettingsPart<T> {
  const read = (settings: unknown): T => {
    const stored = storedSettings.read(settings ?? {})[name];
    const { data, error } = schema.safeParse(stored);
    if (!error) return data;
    const problem = error.issues[0]?.message;
    if (stored !== undefined)
      log.error("stored settings cannot be read", { column: `workspace.settings.${name}`, problem });
    return whenUnset;
  };
  return {
    read,
    get: async (ctx) => {
      const where = { id: ctx.workspaceId };
      return read((await ctx.db.workspace.findUniqueOrThrow({ where, select: { settings: true } })).settings);
    },
    lock: async (tx) => {
      await tx.db.$queryRaw`select id from workspace where id = ${tx.workspaceId}::uuid for update`;
    },
    set: async (tx, value) => {
      await tx.db.$executeRaw`
        update workspace set settings = jsonb_set(settings::jsonb, ${[name]}::text[], ${JSON.stringify(value)}::jsonb, true),
               updated_at = ${tx.now()}
         where id = ${tx.workspaceId}::uuid`;
    },
  };
}

import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "@/lib/env";
import { Prisma, PrismaClient } from "./generated/client";

/** The client, or the client of a running transaction. */
export type Db = PrismaClient | Prisma.TransactionClient;

const holder = globalThis as unknown as { homingPrisma?: PrismaClient; homingModels?: string };

/** The tables that this client knows: after a migration a development server goes on with a new client. */
const models = Object.keys(Prisma.ModelName).join();

/** The process's Prisma client (kept on globalThis so that hot reload does not open new pools). */
export function prismaClient(): PrismaClient {
  if (holder.homingModels !== models) delete holder.homingPrisma;
  holder.homingModels = models;
  holder.homingPrisma ??= new PrismaClient({
    adapter: new PrismaPg({ connectionString: env.DATABASE_URL, max: env.DATABASE_POOL }),
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  });
  return holder.homingPrisma;
}

/** Shorthand for `prismaClient()`, made at first use so that importing costs nothing. */
export const prisma: PrismaClient = new Proxy({} as PrismaClient, {
  get: (_target, name) => {
    const client = prismaClient();
    const value = Reflect.get(client, name) as unknown;
    return typeof value === "function" ? value.bind(client) : value;
  },
  has: (_target, name) => Reflect.has(prismaClient(), name),
});

import { PrismaPg } from "@prisma/adapter-pg";
import { Prisma, PrismaClient } from "./generated/client";
import { currentLane, type Lane, makePool } from "./lanes";

/** The client, or the client of a running transaction. */
export type Db = PrismaClient | Prisma.TransactionClient;

const holder = globalThis as unknown as {
  homingPrisma?: Partial<Record<Lane, PrismaClient>>;
  homingModels?: string;
};

/** The tables that this client knows: after a migration a development server goes on with a new client. */
const models = Object.keys(Prisma.ModelName).join();

/** The process's Prisma client, for public paths one of its own (kept on globalThis so that hot reload does not open new pools). */
export function prismaClient(): PrismaClient {
  if (holder.homingModels !== models) delete holder.homingPrisma;
  holder.homingModels = models;
  holder.homingPrisma ??= {};
  const lane = currentLane();
  const client = holder.homingPrisma[lane] ?? makeClient(lane);
  holder.homingPrisma[lane] = client;
  return client;
}

function makeClient(lane: Lane): PrismaClient {
  return new PrismaClient({
    adapter: new PrismaPg(makePool(lane), { disposeExternalPool: true }),
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  });
}

/** Closes the connections of all lanes at shutdown. */
export async function closePrisma(): Promise<void> {
  const clients = Object.values(holder.homingPrisma ?? {});
  delete holder.homingPrisma;
  await Promise.all(clients.map((client) => client.$disconnect()));
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

import { PrismaPg } from "@prisma/adapter-pg";
import { accountCtx } from "@/lib/account/account-ctx";
import { newSetupPath } from "@/lib/account/setup-link";
import { PrismaClient } from "@/lib/base/db/generated/client";
import { migrate } from "@/lib/base/db/migrate";
import { readEnvFile } from "@/lib/base/process/read-env-file";

/** `npm run db:migrate`: brings the database that DATABASE_URL names up to date. While nobody has an account it prints the set-up link. */
readEnvFile();
const url = process.env.DATABASE_URL;
if (!url) throw new Error("DATABASE_URL is not set. `npm start` migrates its own database by itself.");
const done = await migrate(url, "prisma/migrations");
console.log(done.length ? `Applied ${done.join(", ")}.` : "The database is up to date.");
// A client of its own: no other setting is needed here.
const db = new PrismaClient({ adapter: new PrismaPg({ connectionString: url }) });
const setupPath = await newSetupPath(accountCtx(undefined, db));
await db.$disconnect();
if (setupPath) {
  const link = `${process.env.APP_URL?.replace(/\/+$/, "") || "http://localhost:3000"}${setupPath}`;
  console.log(`Nobody has an account yet. This link makes the owner's, once: ${link}`);
}

import { accountCtx } from "@/lib/account/account-ctx";
import { newSetupPath } from "@/lib/account/setup-link";
import { closePrisma } from "@/lib/base/db/client";
import { env } from "@/lib/base/env";
import { readEnvironment } from "@/lib/base/process/read-environment";
import { migrateOwn } from "./migrate-own";

/** `npm run db:migrate`: brings the database that DATABASE_URL names up to date, or says that a newer release has been there. While nobody has an account it prints the set-up link. */
async function main(): Promise<void> {
  readEnvironment();
  const applied = await migrateOwn();
  console.log(applied.length ? `Applied ${applied.join(", ")}.` : "The database is up to date.");
  const setupPath = await newSetupPath(accountCtx());
  await closePrisma();
  if (setupPath)
    console.log(`Nobody has an account yet. This link makes the owner's, once: ${env.APP_URL}${setupPath}`);
}

main().catch((error: unknown) => {
  console.error((error as Error).message);
  process.exit(1);
});

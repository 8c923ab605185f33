import { migrate } from "@/lib/db/migrate";

/** `npm run db:migrate`: brings the database that DATABASE_URL names up to date. */
const url = process.env.DATABASE_URL;
if (!url) throw new Error("DATABASE_URL is not set. `npm start` migrates its own database by itself.");
const done = await migrate(url, "prisma/migrations");
console.log(done.length ? `Applied ${done.join(", ")}.` : "The database is up to date.");

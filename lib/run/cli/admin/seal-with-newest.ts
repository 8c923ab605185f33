import { prisma } from "@/lib/base/db/client";
import { env } from "@/lib/base/env";
import { type Resealed, resealEverything } from "@/lib/base/security/reseal";
import { acceptSecret } from "@/lib/base/security/secret-check";

/** Seals what is stored with HOMING_SECRET, makes it the one of the database, and says what could not be opened. */
export async function sealWithNewest(): Promise<Resealed> {
  const result = await resealEverything(env.DATABASE_URL);
  await acceptSecret(prisma);
  console.log(`Stored secrets sealed anew: ${result.resealed}.`);
  if (result.unreadable.length === 0) return result;
  console.log(`No known secret opens these; they are left as they are: ${result.unreadable.join(", ")}.`);
  console.log(
    "Enter them again in the product, or add the HOMING_SECRET that they were made with to HOMING_SECRET_PREVIOUS.",
  );
  return result;
}

import { placeById, placeForNew } from "@/lib/content/assets/asset-places";
import { countElsewhere } from "@/lib/content/assets/move-assets";
import { adviceFor, placeProblem, placesInUse } from "@/lib/content/assets/place-states";
import type { DoctorCtx } from "./doctor-ctx";
import { type DoctorFinding, fine, notChecked, problem, warning } from "./finding";

type Ctx = Pick<DoctorCtx, "db" | "env">;
const check = "pictures";

/**
 * Whether the places where pictures are kept can be read, and whether some are elsewhere than the settings say. A place that was never used
 * is left alone: at its first use something is written there.
 */
export async function checkPictures({ db, env }: Ctx): Promise<DoctorFinding[]> {
  const { current, places } = await placesInUse(db, env);
  const findings = await Promise.all(
    places.map(async ({ id, address, objects, bytes, stuck }) => {
      const wrong = await placeProblem(() => placeById(db, id));
      if (wrong)
        return problem(check, `${objects} pictures in ${address} cannot be read: ${wrong}`, adviceFor(address));
      const size = `${address} has ${objects} pictures, ${(bytes / 1e6).toFixed(1)} MB.`;
      if (stuck === 0) return fine(check, size);
      const found = `${size} ${stuck} objects of pictures that are gone could not be removed.`;
      return warning(check, found, "Let the key delete objects there. It is tried again every quarter of an hour.");
    }),
  );
  if (env.PICTURES_IN === "database" && places.length === 0) return [fine(check, "They are kept in the database.")];
  const refusal = current === null ? null : await placeProblem(() => placeForNew(db, env));
  if (refusal && findings.every(({ status }) => status !== "error"))
    findings.push(problem(check, `${env.PICTURES_IN} takes no new pictures: ${refusal}`, adviceFor(env.PICTURES_IN)));
  if (env.PICTURES_IN !== "database" && current === null)
    findings.push(
      notChecked(check, `${env.PICTURES_IN} is tried out by the first process that is asked for /api/ready.`),
    );
  const elsewhere = await countElsewhere({ db }, current);
  if (elsewhere > 0 && (current !== null || env.PICTURES_IN === "database")) {
    const found = `${elsewhere} pictures are elsewhere than PICTURES_IN=${env.PICTURES_IN} says. They are shown all the same.`;
    findings.push(warning(check, found, "Run npm run admin -- move-pictures."));
  }
  return findings;
}

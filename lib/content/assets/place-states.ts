import { setTimeout as sleep } from "node:timers/promises";
import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import { remember } from "@/lib/base/cache/remember";
import type { Db } from "@/lib/base/db/client";
import { env } from "@/lib/base/env";
import { t } from "@/lib/language/t";
import { type AssetPlace, knownPlaceForNew, placeById, placeForNew } from "./asset-places";
import { requireMark } from "./open-store";

/** What lies in a place outside the database. */
export interface PlaceUse {
  id: string;
  address: string;
  objects: number;
  bytes: number;
  /** Objects of pictures that are gone, which could not be removed. */
  stuck: number;
}

/** Every place outside the database that holds something, or is the one for new pictures; `current` is its id, null for the database. */
export async function placesInUse(db: Db, settings = env): Promise<{ current: string | null; places: PlaceUse[] }> {
  const current = (await knownPlaceForNew(db, settings))?.id ?? null;
  const places = await db.$queryRaw<PlaceUse[]>`
    select p.id::text as id, p.address, count(o.object_key)::int as objects, coalesce(sum(o.bytes), 0)::float8 as bytes,
           count(o.problem)::int as stuck
      from asset_place p left join asset_object o on o.place_id = p.id
     group by p.id, p.address having count(o.object_key) > 0 or p.id = ${current}::uuid order by 2`;
  return { current, places };
}

/** Less than whoever asks for readiness waits. */
const PATIENCE_MS = 2500;
/** A storage may take money for each question. */
const FRESH_MS = 60_000;
const looks = new BoundedCache<Promise<string | null>>({ max: 20 });

/** Why a place cannot be read, in words; null when it can. */
export async function placeProblem(place: () => Promise<AssetPlace | null>): Promise<string | null> {
  const found = place()
    .then((at) => at && requireMark(at.store))
    .then(
      () => null,
      (error: unknown) => (error as Error).message,
    );
  return Promise.race([found, sleep(PATIENCE_MS, `no answer within ${PATIENCE_MS / 1000} seconds`, { ref: false })]);
}

/** What to do when a place cannot be read. */
export function adviceFor(address: string): string {
  if (address.startsWith("s3://"))
    return t("Look at {setting} and at the bucket: its key may read, write and delete objects there.", {
      setting: "PICTURES_S3_…",
    });
  if (address.startsWith("blob"))
    return t("Look at {setting} and at the store in Vercel's dashboard.", { setting: "BLOB_READ_WRITE_TOKEN" });
  return t(
    "Look whether its disk is mounted on this machine, and whether the user that runs Homing may read and write there.",
  );
}

/** What is wrong with the places of pictures and what to do, in words; null when all of them answer. Each is asked once a minute at most. */
export async function picturesProblem(db: Db, settings = env): Promise<string | null> {
  const current = (await knownPlaceForNew(db, settings))?.id ?? null;
  // Nothing is counted while all is well: this is asked every few seconds, and there may be millions of pictures.
  const places = await db.$queryRaw<Pick<PlaceUse, "id" | "address">[]>`
    select p.id::text as id, p.address from asset_place p
     where p.id = ${current}::uuid or exists (select from asset_object o where o.place_id = p.id) order by 2`;
  const look = (key: string, place: () => Promise<AssetPlace | null>) =>
    remember(looks, key, () => placeProblem(place), FRESH_MS);
  const found = await Promise.all(
    places.map(async ({ id, address }) => {
      const problem = await look(id, () => placeById(db, id));
      if (!problem) return null;
      const objects = id === current ? 0 : await db.assetObject.count({ where: { placeId: id } });
      const values = { address, problem: problem.replace(/\.$/, ""), advice: adviceFor(address) };
      return id === current
        ? t("Pictures in {address} cannot be read: {problem}. {advice}", values)
        : t(
            "{objects, plural, one {# picture that is still in {address} cannot be read: {problem}. {advice}} other {# pictures that are still in {address} cannot be read: {problem}. {advice}}}",
            { objects, ...values },
          );
    }),
  );
  const problems = found.filter((problem) => problem !== null);
  if (problems.length > 0) return problems.join(" ");
  // What is there may be read with the keys of before.
  const refusal = await look(`new ones: ${settings.PICTURES_IN}`, () => placeForNew(db, settings));
  return (
    refusal &&
    t("{setting} takes no pictures: {problem}. Uploads fail until it does.", {
      setting: `PICTURES_IN=${settings.PICTURES_IN}`,
      problem: refusal.replace(/\.$/, ""),
    })
  );
}

import type { DoctorCtx } from "./doctor-ctx";
import { type DoctorFinding, fine, problem, warning } from "./finding";

const warnAfterMs = 2000;
/** Beyond this, codes of authenticator apps (30 s) and signatures with a time are refused. */
const wrongAfterMs = 30_000;

/** This machine's clock against the database's. Which of two that differ is right is not known from here. */
export async function checkClock({ db, now }: Pick<DoctorCtx, "db" | "now">): Promise<DoctorFinding> {
  const before = now().getTime();
  const [row] = await db.$queryRaw<
    { ms: number }[]
  >`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`;
  const after = now().getTime();
  // What the way there and back took is no difference.
  const apart = Math.max(0, Math.abs(row!.ms - (before + after) / 2) - (after - before) / 2);
  const seconds = `${(apart / 1000).toFixed(1)} s`;
  if (apart < warnAfterMs) return fine("clock", `It agrees with the database's (within ${seconds}).`);
  const advice = "Run a time service (chrony, systemd-timesyncd) on this machine and on the database's.";
  const found = `It and the database's clock are ${seconds} apart.`;
  return apart < wrongAfterMs ? warning("clock", found, advice) : problem("clock", found, advice);
}

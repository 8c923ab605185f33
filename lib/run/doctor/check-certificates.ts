import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { DoctorCtx } from "./doctor-ctx";
import { type DoctorFinding, fine, notChecked, problem, warning } from "./finding";

type Ctx = Pick<DoctorCtx, "env" | "network" | "now">;

const dayMs = 24 * 3600_000;
/** Certificates are renewed a month before they end: what has less left was not renewed. */
const warnDays = 14;

const day = (date: Date) => date.toISOString().slice(0, 10);

function byEnd(check: string, validTo: Date, now: Date, advice: string): DoctorFinding {
  const days = Math.floor((validTo.getTime() - now.getTime()) / dayMs);
  if (days < 0) return problem(check, `It ended on ${day(validTo)}.`, advice);
  const found = `Valid until ${day(validTo)}, ${days} more days.`;
  return days < warnDays ? warning(check, found, advice) : fine(check, found);
}

async function inbound({ env, now }: Ctx): Promise<DoctorFinding> {
  const check = "certificate.inbound";
  const { INBOUND_TLS_CERT: certFile, INBOUND_TLS_KEY: keyFile } = env;
  if (!certFile || !keyFile)
    return fine(check, "None is set: the listener makes one that signs itself, which mail servers take.");
  try {
    const certificate = new X509Certificate(await readFile(certFile));
    if (!certificate.checkPrivateKey(createPrivateKey(await readFile(keyFile))))
      return problem(check, `${keyFile} is not the key of ${certFile}.`, "Set both files of one certificate.");
    if (!certificate.checkHost(env.INBOUND_DOMAIN)) {
      const advice = `Get a certificate for ${env.INBOUND_DOMAIN}: servers with MTA-STS or DANE refuse another.`;
      return warning(check, `${certFile} is not made for ${env.INBOUND_DOMAIN}.`, advice);
    }
    const advice = "Renew it and write it to the same files: the listener takes it up by itself.";
    return byEnd(check, certificate.validToDate, now(), advice);
  } catch (error) {
    const advice = "Set INBOUND_TLS_CERT and INBOUND_TLS_KEY to PEM files that the user of Homing may read.";
    return problem(check, `It cannot be read: ${(error as Error).message}`, advice);
  }
}

async function shown(setting: "APP_URL" | "TRACKING_URL", { env, network, now }: Ctx): Promise<DoctorFinding[]> {
  const url = new URL(env[setting]);
  const check = `certificate.${setting}`;
  if (url.protocol !== "https:") return [];
  try {
    const { validTo, distrust } = await network.certificate(url.hostname, Number(url.port) || 443);
    const advice = "Look at the reverse proxy: it shows the certificate, and has to renew it.";
    const finding = byEnd(check, validTo, now(), advice);
    if (distrust === null || finding.status === "error") return [finding];
    return [problem(check, `Browsers do not trust it: ${distrust}.`, advice)];
  } catch (error) {
    const found = `${url.host} cannot be reached from here (${(error as Error).message}).`;
    return [notChecked(check, found, "Open it in a browser, or ask the doctor on a machine that reaches it.")];
  }
}

/** How long certificates still hold, and whether they fit. */
export async function checkCertificates(ctx: Ctx): Promise<DoctorFinding[]> {
  const { APP_URL, TRACKING_URL } = ctx.env;
  const another = new URL(TRACKING_URL).host !== new URL(APP_URL).host;
  const [mail, app, tracking] = await Promise.all([
    inbound(ctx),
    shown("APP_URL", ctx),
    another ? shown("TRACKING_URL", ctx) : [],
  ]);
  return [mail, ...app, ...tracking];
}

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

interface OwnCertificate {
  check: string;
  /** The settings that name its files, and the name that it has to be made for. */
  files: readonly [cert: string | undefined, key: string | undefined];
  settings: readonly [cert: string, key: string];
  host: string;
  /** What follows where none is set. */
  unset: DoctorFinding;
  /** Who refuses one for another name. */
  refuses: string;
}

async function own({ now }: Pick<Ctx, "now">, certificate: OwnCertificate): Promise<DoctorFinding> {
  const { check, files, settings, host, unset, refuses } = certificate;
  const [certFile, keyFile] = files;
  if (!certFile || !keyFile) return unset;
  try {
    const found = new X509Certificate(await readFile(certFile));
    if (!found.checkPrivateKey(createPrivateKey(await readFile(keyFile))))
      return problem(check, `${keyFile} is not the key of ${certFile}.`, "Set both files of one certificate.");
    if (!found.checkHost(host))
      return warning(
        check,
        `${certFile} is not made for ${host}.`,
        `Get a certificate for ${host}: ${refuses} refuse another.`,
      );
    return byEnd(check, found.validToDate, now(), "Renew it and write it to the same files: it is taken up by itself.");
  } catch (error) {
    const advice = `Set ${settings.join(" and ")} to PEM files that the user of Homing may read.`;
    return problem(check, `It cannot be read: ${(error as Error).message}`, advice);
  }
}

function inbound({ env, now }: Ctx): Promise<DoctorFinding> {
  const check = "certificate.inbound";
  return own(
    { now },
    {
      ...{ check, files: [env.INBOUND_TLS_CERT, env.INBOUND_TLS_KEY], host: env.INBOUND_DOMAIN },
      ...{ settings: ["INBOUND_TLS_CERT", "INBOUND_TLS_KEY"], refuses: "servers with MTA-STS or DANE" },
      unset: fine(check, "None is set: the listener makes one that signs itself, which mail servers take."),
    },
  );
}

/** Where programs hand over mail with TLS. */
async function submission({ env, now }: Ctx): Promise<DoctorFinding[]> {
  const check = "certificate.submission";
  if (env.SMTP_SUBMISSION_PORTS.every(({ protection }) => protection === "plain")) return [];
  const advice = `Set SMTP_SUBMISSION_TLS_CERT and SMTP_SUBMISSION_TLS_KEY to a certificate for ${env.SMTP_SUBMISSION_NAME}.`;
  const finding = await own(
    { now },
    {
      ...{ check, files: [env.SMTP_SUBMISSION_TLS_CERT, env.SMTP_SUBMISSION_TLS_KEY], host: env.SMTP_SUBMISSION_NAME },
      ...{ settings: ["SMTP_SUBMISSION_TLS_CERT", "SMTP_SUBMISSION_TLS_KEY"], refuses: "programs" },
      unset: warning(check, "None is set: one that signs itself is shown, which most programs refuse.", advice),
    },
  );
  return [finding];
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
  const [mail, handed, app, tracking] = await Promise.all([
    inbound(ctx),
    submission(ctx),
    shown("APP_URL", ctx),
    another ? shown("TRACKING_URL", ctx) : [],
  ]);
  return [mail, ...handed, ...app, ...tracking];
}

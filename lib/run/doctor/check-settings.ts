import type { DoctorCtx } from "./doctor-ctx";
import { type DoctorFinding, fine, problem, warning } from "./finding";

type Ctx = Pick<DoctorCtx, "env" | "set">;

const isHttps = (url: string) => url.startsWith("https:");
const isLocal = (url: string) => ["localhost", "127.0.0.1", "[::1]"].includes(new URL(url).hostname);

/** A real way out is set: what is still as for a first look now matters to recipients. */
const sendsForReal = ({ env }: Ctx) => env.MAILBOX === "off";

function appUrl(ctx: Ctx): DoctorFinding {
  const { APP_URL: url } = ctx.env;
  const check = "settings.APP_URL";
  if (isHttps(url)) return fine(check, url);
  const advice =
    "Set APP_URL to the public address, with https, and let a reverse proxy with a certificate answer there.";
  if (!isLocal(url)) return warning(check, `${url}: passwords and sessions travel unprotected.`, advice);
  return sendsForReal(ctx)
    ? problem(check, `${url}: nobody outside this machine can open a link of a mail, or unsubscribe.`, advice)
    : fine(check, `${url}, for a first look on this machine.`);
}

function trackingUrl({ env, set }: Ctx): DoctorFinding {
  const check = "settings.TRACKING_URL";
  if (!set.has("TRACKING_URL")) return fine(check, `Not set: links of mails lead to ${env.APP_URL}.`);
  if (isHttps(env.TRACKING_URL) || isLocal(env.TRACKING_URL)) return fine(check, env.TRACKING_URL);
  const advice = "Set TRACKING_URL to an address with https.";
  return warning(check, `${env.TRACKING_URL}: some mail programs warn of links without https.`, advice);
}

function wayOut(ctx: Ctx): DoctorFinding {
  const check = "settings.SMTP_URL";
  const { env } = ctx;
  if (env.SMTP_URL) return fine(check, "Mail leaves by SMTP_URL.");
  if (env.RESEND_API_KEY) return fine(check, "Mail leaves by Resend (RESEND_API_KEY).");
  if (!isHttps(env.APP_URL)) return fine(check, "The embedded mailbox: no real mail leaves this machine.");
  const advice =
    "Set SMTP_URL or RESEND_API_KEY. Workspaces with a transport of their own send without it, but sign-in mails do not leave.";
  return warning(
    check,
    "Neither SMTP_URL nor RESEND_API_KEY is set: mail of the product itself stays on this machine.",
    advice,
  );
}

function systemFrom(ctx: Ctx): DoctorFinding {
  const check = "settings.SYSTEM_FROM";
  const { SYSTEM_FROM: from } = ctx.env;
  if (ctx.set.has("SYSTEM_FROM") || !sendsForReal(ctx)) return fine(check, from);
  const advice =
    "Set SYSTEM_FROM to an address at a domain that your way out may send for, e.g. Homing <homing@example.com>.";
  return problem(check, `Not set: invitations and password links come from ${from}, and are refused.`, advice);
}

function inboundDomain(ctx: Ctx): DoctorFinding {
  const check = "settings.INBOUND_DOMAIN";
  if (ctx.set.has("INBOUND_DOMAIN") || !sendsForReal(ctx)) return fine(check, ctx.env.INBOUND_DOMAIN);
  const advice =
    "Set INBOUND_DOMAIN to the host name of this machine that takes mail. With a provider that reports by webhooks it is not needed.";
  return warning(check, "Not set: bounces, complaints and replies by mail do not come back.", advice);
}

function inboundHost(ctx: Ctx): DoctorFinding[] {
  const { INBOUND_SMTP_HOST: host, INBOUND_SMTP_PORT: port } = ctx.env;
  if (!ctx.set.has("INBOUND_DOMAIN") || !["127.0.0.1", "localhost", "::1"].includes(host)) return [];
  const advice = `Set INBOUND_SMTP_HOST=0.0.0.0, or let what takes port 25 pass mail on to ${host}:${port}.`;
  return [
    warning("settings.INBOUND_SMTP_HOST", `${host}: only this machine itself reaches the listener for mail.`, advice),
  ];
}

function trustProxy({ env, set }: Ctx): DoctorFinding[] {
  const check = "settings.TRUST_PROXY";
  // Homing itself speaks http: whoever has https has a proxy.
  if (!isHttps(env.APP_URL)) return [];
  if (set.has("TRUST_PROXY")) return [fine(check, "Set.")];
  const advice = "Set TRUST_PROXY to where the reverse proxy is: loopback on this machine, else its addresses.";
  return [warning(check, "Not set: all visitors seem to come from the reverse proxy, and share its limits.", advice)];
}

function journal({ env, set }: Ctx): DoctorFinding[] {
  if (set.has("JOURNAL_DIR") || !set.has("DATABASE_URL")) return [];
  const advice =
    "Workers that were started without npm start need JOURNAL_DIR, a folder that outlives them and is theirs together.";
  return [fine("settings.JOURNAL_DIR", `Not set: ${env.JOURNAL_DIR}. ${advice}`)];
}

/** Settings that are unset, or fit a first look only, and what follows from it. */
export function checkInstallationSettings(ctx: Ctx): DoctorFinding[] {
  return [
    appUrl(ctx),
    trackingUrl(ctx),
    wayOut(ctx),
    systemFrom(ctx),
    inboundDomain(ctx),
    ...inboundHost(ctx),
    ...trustProxy(ctx),
    ...journal(ctx),
  ];
}

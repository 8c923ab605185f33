import { submissionBanner } from "@/lib/edges/submission/submission-server";
import type { DoctorCtx } from "./doctor-ctx";
import { type DoctorFinding, fine, notChecked, problem, warning } from "./finding";

type Ctx = Pick<DoctorCtx, "env" | "network" | "isRunning">;

/** Large receivers of three companies: that all of them are down or refuse us at once is unlikely. */
const receivers = [
  "gmail-smtp-in.l.google.com",
  "outlook-com.olc.protection.outlook.com",
  "mta5.am0.yahoodns.net",
] as const;
const usualPort = 587;

async function portOut({ network }: Ctx): Promise<DoctorFinding> {
  const check = "port-25.out";
  const states = await Promise.all(receivers.map((host) => network.dial(host, 25)));
  if (states.includes("open")) return fine(check, "Other mail servers can be reached at port 25.");
  if (states.every((state) => state === "unknown name"))
    return notChecked(
      check,
      "No name of a mail server could be looked up: this machine is offline, or has no name server.",
    );
  const advice =
    "Most hosting companies close it and open it on request. It is needed by a mail server on this machine only: Homing hands over to SMTP_URL, Resend or Amazon SES.";
  return warning(check, "No other mail server can be reached at port 25.", advice);
}

async function relay({ env, network }: Ctx): Promise<DoctorFinding[]> {
  if (!env.SMTP_URL) return [];
  const check = "smtp-url";
  const url = URL.canParse(env.SMTP_URL) ? new URL(env.SMTP_URL) : null;
  if (!url?.hostname) return [problem(check, "SMTP_URL names no host.", "Write it as smtp://user:password@host:587.")];
  const port = Number(url.port) || (url.protocol === "smtps:" ? 465 : usualPort);
  const at = `${url.hostname}:${port}`;
  const state = await network.dial(url.hostname, port);
  if (state === "open") return [fine(check, `${at} answers.`)];
  const advice = "Look at host and port of SMTP_URL, and at the firewall. Mail waits meanwhile; none is lost.";
  return [problem(check, `${at}: ${state}.`, advice)];
}

async function listener({ env, network, isRunning }: Ctx): Promise<DoctorFinding> {
  const check = "port.inbound";
  const at = `${env.INBOUND_SMTP_HOST}:${env.INBOUND_SMTP_PORT}`;
  if (isRunning === false) return notChecked(check, "The product is not running.");
  const greeting = await network.greeting(env.INBOUND_SMTP_HOST, env.INBOUND_SMTP_PORT);
  if (greeting.startsWith("220")) return fine(check, `The listener for mail that comes back answers at ${at}.`);
  const advice =
    "Workers of this machine listen there, one at a time: look at their log. If they run on another machine, ask the doctor there.";
  return (isRunning ? problem : warning)(check, `Nothing answers at ${at}: bounces do not come in by SMTP.`, advice);
}

/** Each port where programs hand over mail. One that speaks TLS from the first octet greets nobody here: it is only dialled. */
async function submission({ env, network, isRunning }: Ctx): Promise<DoctorFinding[]> {
  const check = "port.submission";
  const { SMTP_SUBMISSION_HOST: host, SMTP_SUBMISSION_PORTS: ports } = env;
  if (ports.length === 0)
    return [fine(check, "SMTP_SUBMISSION_PORTS is not set: programs hand over mail by the API only.")];
  if (isRunning === false) return [notChecked(check, "The product is not running.")];
  const here = host === "0.0.0.0" ? "127.0.0.1" : host;
  const answers = async ({ port, protection }: (typeof ports)[number]) =>
    protection === "tls"
      ? (await network.dial(here, port)) === "open"
      : (await network.greeting(here, port)).includes(submissionBanner);
  return Promise.all(
    ports.map(async (each) => {
      const at = `${host}:${each.port}`;
      if (await answers(each)) return fine(check, `Programs can hand over mail at ${at} (${each.protection}).`);
      const advice =
        "A worker of this machine listens there: look at its log. If workers run elsewhere, ask the doctor there.";
      return (isRunning ? problem : warning)(check, `No program can hand over mail at ${at}.`, advice);
    }),
  );
}

/** Whether mail can leave and come in, and be handed over. */
export async function checkPorts(ctx: Ctx): Promise<DoctorFinding[]> {
  const [out, way, inward, handed] = await Promise.all([portOut(ctx), relay(ctx), listener(ctx), submission(ctx)]);
  return [out, ...way, inward, ...handed];
}

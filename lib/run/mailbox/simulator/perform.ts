import { words } from "@/lib/language/t";
import { ownUrls } from "@/lib/mail/read/own-urls";
import type { ActionKind } from "@/lib/run/mailbox/actions.shared";
import {
  buildAbsenceNote,
  buildReply,
  buildUnsubscribeMail,
  repliesTo,
  unsubscribesAt,
} from "@/lib/run/mailbox/simulator/letters";
import { buildArf, buildDsn } from "@/lib/run/mailbox/simulator/reports";
import type { ActionDetail } from "./stored-action";

export interface DueAction {
  id: string;
  kind: ActionKind;
  recipient: string;
  detail: ActionDetail;
  raw: Buffer;
  envelopeFrom: string;
  receivedAt: Date;
}

/** The world as the simulator reaches it; tests pass their own. */
export interface Reach {
  origins: ReadonlySet<string>;
  fetch: typeof fetch;
  /** Hands a mail to the inbound listener, with the null sender (RFC 5321 §4.5.5) unless one is given; throws when it is not taken. */
  deliver(to: string, raw: Buffer, from?: string): Promise<void>;
  /** Where the feedback loop sends complaints about a message with this return path, or null when it is none of ours. */
  complaintAddress(returnPath: string): string | null;
}

/** Does one thing a recipient, their provider or a scanner would do. Returns what was done; throws with the reason when it failed. */
export async function perform(action: DueAction, reach: Reach): Promise<{ note: string }> {
  switch (action.kind) {
    case "open":
    case "proxy_open":
    case "bot_open":
      return loadPixel(action, reach);
    case "click":
      return followLinks(action, reach);
    case "bot_click":
      return scanLinks(action, reach);
    case "unsubscribe":
      return oneClick(action, reach);
    case "bounce_hard":
    case "bounce_soft":
      return bounce(action, reach);
    case "complaint":
      return complain(action, reach);
    case "reply":
      return answer(action, reach);
    case "auto_reply":
      return sayAway(action, reach);
    case "unsubscribe_mail":
      return unsubscribeByMail(action, reach);
    default:
      return { note: words("Nothing to do after the reply") };
  }
}

async function request(reach: Reach, method: string, url: string, agent: string, init: RequestInit = {}) {
  const response = await reach.fetch(url, {
    method,
    redirect: "manual",
    signal: AbortSignal.timeout(10_000),
    ...init,
    headers: { "user-agent": agent, ...(init.headers as Record<string, string> | undefined) },
  });
  await response.arrayBuffer();
  if (response.status >= 400) {
    const text = `${method} ${new URL(url).pathname.slice(0, 12)}… answered ${response.status}`;
    throw response.status < 500 && response.status !== 429 ? new Unfit(text) : new Error(text);
  }
  return response;
}

async function loadPixel(action: DueAction, reach: Reach) {
  const { pixel } = await ownUrls(action.raw, reach.origins);
  if (!pixel) throw new Unfit(words("The mail has no open pixel"));
  await request(reach, "GET", pixel, action.detail.agent ?? "Mozilla/5.0", {
    headers: { accept: "image/*,*/*;q=0.8" },
  });
  return { note: words("Loaded the pixel") };
}

const page = { headers: { accept: "text/html,application/xhtml+xml,*/*;q=0.8" } };

async function followLinks(action: DueAction, reach: Reach) {
  const { clicks } = await ownUrls(action.raw, reach.origins);
  if (clicks.length === 0) throw new Unfit(words("The mail has no tracked link"));
  const first = Math.floor((action.detail.wait ?? 0) * 997) % clicks.length;
  const chosen = [...new Set([clicks[first]!, clicks[(first + 1) % clicks.length]!])].slice(
    0,
    action.detail.links ?? 1,
  );
  for (const url of chosen) await request(reach, "GET", url, action.detail.agent ?? "Mozilla/5.0", page);
  return { note: chosen.length === 1 ? words("Followed a link") : `Followed ${chosen.length} links` };
}

/** HEAD, then GET, over all links within a second or two, the unsubscribe page too: reading it must change nothing. */
async function scanLinks(action: DueAction, reach: Reach) {
  const { clicks, pages } = await ownUrls(action.raw, reach.origins);
  const agent = action.detail.agent ?? "scanner";
  if (clicks.length === 0) throw new Unfit(words("The mail has no tracked link"));
  for (const url of clicks) await request(reach, "HEAD", url, agent);
  for (const url of [...clicks, ...pages]) await request(reach, "GET", url, agent, page);
  return { note: `Scanned ${clicks.length + pages.length} links` };
}

/** RFC 8058 §3.2: a POST without cookies, and no following of redirects. */
async function oneClick(action: DueAction, reach: Reach) {
  const { unsubscribe } = await ownUrls(action.raw, reach.origins);
  if (!unsubscribe) throw new Unfit(words("The List-Unsubscribe header names no address of ours"));
  const response = await request(reach, "POST", unsubscribe, "Mozilla/5.0 (compatible; mailbox one-click)", {
    body: "List-Unsubscribe=One-Click",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    credentials: "omit",
  });
  if (response.status >= 300)
    throw new Error(`The one-click address redirected (${response.status}); RFC 8058 forbids it`);
  return { note: words("One-click unsubscribe") };
}

async function bounce(action: DueAction, reach: Reach) {
  const reply = action.detail.reply ?? "550 5.1.1 User unknown";
  if (!action.envelopeFrom) throw new Unfit(words("A mail with the null sender gets no bounce"));
  await reach.deliver(action.envelopeFrom, buildDsn(action, reply));
  return { note: reply };
}

async function complain(action: DueAction, reach: Reach) {
  const to = reach.complaintAddress(action.envelopeFrom);
  if (!to) throw new Unfit(words("The return path is none of ours, so no feedback loop is set up for it"));
  await reach.deliver(to, buildArf(action, to));
  return { note: words("Sent an abuse report") };
}

/** A person answers to where the mail says that answers go (RFC 5322 §3.6.2). */
async function answer(action: DueAction, reach: Reach) {
  const to = repliesTo(action.raw);
  if (!to) throw new Unfit(words("The mail names nobody to answer"));
  await handOver(reach, to, buildReply(action, to), action.recipient);
  return { note: `Answered to ${to}` };
}

/** Absence notes go to the return path, from nobody (RFC 3834 §§4, 3.3). */
async function sayAway(action: DueAction, reach: Reach) {
  if (!action.envelopeFrom) throw new Unfit(words("A mail with the null sender gets no absence note"));
  await reach.deliver(action.envelopeFrom, buildAbsenceNote(action));
  return { note: words("Sent an absence note") };
}

async function unsubscribeByMail(action: DueAction, reach: Reach) {
  const to = unsubscribesAt(action.raw);
  if (!to) throw new Unfit(words("The List-Unsubscribe header names no mail address"));
  await handOver(reach, to, buildUnsubscribeMail(action, to), action.recipient);
  return { note: words("Wrote to the unsubscribe address") };
}

/** Where the mail goes somewhere else than to this installation, nobody here can deliver it. */
async function handOver(reach: Reach, to: string, raw: Buffer, from: string): Promise<void> {
  try {
    await reach.deliver(to, raw, from);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    if (/No such address here/.test(text)) throw new Unfit(`${to} is not read by this installation`);
    throw error;
  }
}

/** Trying again would not help. */
export class Unfit extends Error {}

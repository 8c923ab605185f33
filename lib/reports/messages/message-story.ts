import { publicId } from "@/lib/base/db/ids";
import { ownTable } from "@/lib/base/text/own-table.shared";
import { isLikely } from "@/lib/feedback/parse/found-by";
import { inboundResult } from "@/lib/feedback/parse/stored-evidence";
import { sayReply } from "@/lib/sending/transports/say-failure";
import type { MessageStep } from "./schema";

/** What the story is told from: rows as they are stored. */
export interface StoryRows {
  message: {
    id: string;
    kind?: string;
    testCampaignId?: string | null;
    status: string;
    skipReason: string | null;
    createdAt: Date;
    sendingAt: Date | null;
    sentAt: Date | null;
    bouncedAt: Date | null;
    attemptCount: number;
    nextAttemptAt: Date | null;
    replyCode: number | null;
    statusCode: string | null;
    replyText: string | null;
    transportId: string | null;
  };
  attempts: readonly {
    id: string;
    number: number;
    transportId: string | null;
    startedAt: Date;
    finishedAt: Date | null;
    outcome: string | null;
    replyCode: number | null;
    statusCode: string | null;
    replyText: string | null;
  }[];
  events: readonly StoryEvent[];
  /** Mails that came back about it. */
  inbound: readonly {
    id: string;
    receivedAt: Date;
    kind: string | null;
    /** See lib/feedback/parse/found-by.ts: how we know that it is about this message. */
    foundBy: string | null;
    result: unknown;
    error: string | null;
  }[];
  /** Answers that came with those mails, by the id of the mail. */
  replies: ReadonlyMap<string, { id: string; preview: string }>;
  transports: ReadonlyMap<string, string>;
}

export interface StoryEvent {
  id: string;
  type: string;
  occurredAt: Date;
  actor: string | null;
  reasons: readonly string[];
  ip: string | null;
  userAgent: string | null;
  url: string | null;
  data: Record<string, unknown>;
}

const empty = {
  attempt: null,
  reply: null,
  bounce: null,
  likely: false,
  source: null,
  actor: null,
  reasons: [],
  detail: null,
  client: null,
  raw: null,
  replyId: null,
} satisfies Partial<MessageStep>;

/**
 * Everything that happened to a message, oldest first. A try and the event that says the same are one step; mails that left no
 * event (automatic answers, reports of what was known) are steps of their own. Pure.
 */
export function messageStory(rows: StoryRows): MessageStep[] {
  const attempts = attemptSteps(rows);
  const replies = new Map([...rows.replies].map(([id, reply]) => [publicId("inb", id), reply]));
  const events = rows.events.filter((event) => !foldIntoAttempt(event, attempts)).map(eventStep);
  const reported = new Set(events.flatMap((step) => step.raw ?? []));
  const mails = rows.inbound.map(inboundStep).filter(({ id }) => !reported.has(id));
  const cameBack = [...events, ...mails].map((step) => withReply(step, replies.get(step.raw ?? "")));
  const steps = [...beginning(rows.message), ...attempts, ...cameBack];
  return steps
    .map((step, index) => ({ step, index }))
    .sort(inOrder)
    .map(({ step }) => step);
}

function withReply(step: MessageStep, reply: { id: string; preview: string } | undefined): MessageStep {
  if (!reply || !(step.type === "message.replied" || step.type === "came_back")) return step;
  return { ...step, replyId: publicId("rpl", reply.id), detail: reply.preview || step.detail };
}

function inOrder(a: { step: MessageStep; index: number }, b: { step: MessageStep; index: number }): number {
  return a.step.at === b.step.at ? a.index - b.index : a.step.at < b.step.at ? -1 : 1;
}

/** Whether a program asked for the message by itself; those of test keys count as tests, which no number has. */
export const isSingleMail = ({
  kind,
  testCampaignId,
}: Pick<StoryRows["message"], "kind" | "testCampaignId">): boolean =>
  kind === "transactional" || (kind === "test" && testCampaignId === null);

function beginning(message: StoryRows["message"]): MessageStep[] {
  const at = message.createdAt.toISOString();
  if (message.skipReason && ["suppressed", "skipped"].includes(message.status)) {
    return [{ ...empty, id: `${message.id}-out`, at, type: "left_out", detail: message.skipReason }];
  }
  const type = isSingleMail(message) ? "accepted" : "frozen";
  const frozen: MessageStep = { ...empty, id: `${message.id}-${type}`, at, type };
  return message.status === "cancelled"
    ? [frozen, { ...frozen, id: `${message.id}-cancelled`, type: "cancelled" }]
    : [frozen];
}

function attemptSteps(rows: StoryRows): MessageStep[] {
  const { message, transports } = rows;
  const transportOf = (id: string | null) => (id ? (transports.get(id) ?? null) : null);
  const steps = rows.attempts.map((attempt): MessageStep => {
    const { startedAt, finishedAt } = attempt;
    return {
      ...empty,
      id: publicId("att", attempt.id),
      at: startedAt.toISOString(),
      type: "attempt",
      attempt: {
        number: attempt.number,
        outcome: attempt.outcome,
        transport: transportOf(attempt.transportId),
        tookMs: finishedAt && Math.max(0, finishedAt.getTime() - startedAt.getTime()),
        nextAt: null,
      },
      reply: replyOf(attempt.replyCode, attempt.statusCode, attempt.replyText, null),
    };
  });
  const single = singleAttempt(message, rows.attempts.length, transportOf(message.transportId));
  if (single) steps.push(single);
  const last = steps.at(-1)?.attempt;
  if (last?.outcome === "deferred" && message.status === "deferred") {
    last.nextAt = message.nextAttemptAt?.toISOString() ?? null;
  }
  return steps;
}

/**
 * A message that was accepted at its first try has no row for it: its own row says when, and how while no bounce has taken the
 * place of the words. The same for rows that were brought in without their tries.
 */
function singleAttempt(message: StoryRows["message"], known: number, transport: string | null): MessageStep | null {
  const outcome = message.sentAt ? "accepted" : (WITHOUT_ROW[message.status] ?? null);
  if (known > 0 || (!outcome && message.status !== "sending")) return null;
  const startedAt = message.sendingAt ?? message.sentAt ?? message.bouncedAt;
  if (!startedAt) return null;
  return {
    ...empty,
    id: `${message.id}-try`,
    at: startedAt.toISOString(),
    type: "attempt",
    attempt: {
      number: Math.max(1, message.attemptCount),
      outcome,
      transport,
      tookMs: message.sentAt && Math.max(0, message.sentAt.getTime() - startedAt.getTime()),
      nextAt: null,
    },
    reply:
      outcome === "accepted" && message.bouncedAt
        ? null
        : replyOf(message.replyCode, message.statusCode, message.replyText, null),
  };
}

const WITHOUT_ROW: Record<string, string> = ownTable({
  failed: "refused",
  deferred: "deferred",
  unconfirmed: "unconfirmed",
});

const OUTCOME_OF: Record<string, string> = ownTable({
  "message.deferred": "deferred",
  "message.bounced": "refused",
  "message.failed": "refused",
  "message.sent": "accepted",
});

/** True when a try already says what the event says; the try then takes over how it was classified. */
function foldIntoAttempt(event: StoryEvent, attempts: readonly MessageStep[]): boolean {
  const outcome = OUTCOME_OF[event.type];
  const source = text(event.data.source);
  if (!outcome || (source && source !== "smtp")) return false;
  const at = event.occurredAt.getTime();
  const match = attempts.find(({ at: startedAt, attempt }) => {
    const same = attempt?.outcome === outcome || (attempt?.outcome === "deferred" && event.type === "message.bounced");
    return same && Math.abs(new Date(startedAt).getTime() + (attempt?.tookMs ?? 0) - at) <= 1_000;
  });
  if (!match) return false;
  match.bounce = bounceOf(event);
  // The last deferral of a message whose time is over is its end.
  if (event.type === "message.bounced" && match.attempt?.outcome === "deferred") match.type = "attempt_given_up";
  return true;
}

function eventStep(event: StoryEvent): MessageStep {
  const { data } = event;
  const bounced =
    event.type === "message.bounced" || event.type === "message.deferred" || event.type === "message.failed";
  return {
    ...empty,
    id: publicId("evt", event.id),
    at: event.occurredAt.toISOString(),
    type: event.type,
    reply: replyOf(data.code, data.status, data.reply, text(data.remoteMta)),
    bounce: bounced ? bounceOf(event) : null,
    likely: data.certainty === "likely",
    source: text(data.source),
    actor: event.actor,
    reasons: [...event.reasons],
    detail: event.url ?? text(data.url) ?? text(data.listName) ?? text(data.feedbackType) ?? text(data.subject),
    client: [event.userAgent, event.ip].filter(Boolean).join(" · ") || null,
    raw: rawOf(data.raw),
  };
}

function inboundStep(mail: StoryRows["inbound"][number]): MessageStep {
  const result = inboundResult.readOrNull(mail.result) ?? {};
  const sentence = [mail.error, result.text, result.subject, result.reason, result.feedbackType].find(text);
  return {
    ...empty,
    id: publicId("inb", mail.id),
    at: mail.receivedAt.toISOString(),
    type: "came_back",
    source: mail.kind,
    likely: isLikely(mail.foundBy),
    detail: text(sentence),
    raw: publicId("inb", mail.id),
  };
}

function bounceOf({ data }: StoryEvent): MessageStep["bounce"] {
  const [kind, category] = [text(data.kind), text(data.category)];
  return kind || category ? { kind, category } : null;
}

function replyOf(code: unknown, status: unknown, sentence: unknown, server: string | null): MessageStep["reply"] {
  const codeText = typeof code === "number" ? String(code) : text(code);
  const said = sayReply(codeText, text(sentence));
  return codeText || text(status) || said ? { code: codeText, status: text(status), text: said, server } : null;
}

function rawOf(raw: unknown): string | null {
  if (typeof raw !== "object" || raw === null || !("table" in raw) || !("id" in raw)) return null;
  const uuid = text(raw.id);
  if (!uuid || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(uuid)) return null;
  if (raw.table === "inbound_message") return publicId("inb", uuid);
  return raw.table === "provider_call" ? publicId("pcl", uuid) : null;
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

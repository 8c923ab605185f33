import { isbot } from "isbot";
import type { EventActor } from "@/lib/events/ledger/event-types";
import { type AgentRule, MAIL_CLIENT_RULES, PROXY_RULES, SCANNER_RULES } from "./agent-rules";

/** What is known about a request for a pixel or a link when it arrives. */
export interface AgentSigns {
  event: "open" | "click";
  method: string;
  userAgent: string | null | undefined;
  /** `Accept` header; a link fetched as a picture was not followed by a reader. */
  accept?: string | null | undefined;
  occurredAt: Date;
  /** When the receiving server took the message, as far as known. */
  deliveredAt?: Date | null | undefined;
}

export interface AgentVerdict {
  actor: EventActor;
  /** Stable codes, empty for a plain human. */
  reasons: string[];
}

/** Nobody reads a message and follows a link this soon after the server took it; gateways do. */
export const CLICK_TOO_SOON_MS = 2_000;

const SAYS_BOT = /bot\b|crawl|spider/i;

const HUMAN: AgentVerdict = { actor: "human", reasons: [] };

/**
 * Judges who made a request, by method, user agent and timing. Nothing is dropped on the verdict: it is stored with the event.
 * Bursts over several links need more than one request and are judged by `findClickBursts`.
 */
export function classifyAgent(signs: AgentSigns): AgentVerdict {
  const userAgent = signs.userAgent?.trim() ?? "";
  const reasons: string[] = [];
  if (signs.method !== "GET") reasons.push(signs.method === "HEAD" ? "head_request" : "not_a_get");
  if (userAgent === "") reasons.push("no_user_agent");
  if (signs.event === "click" && clickedTooSoon(signs)) reasons.push("seconds_after_delivery");
  if (signs.event === "click" && signs.accept?.trim().startsWith("image/")) reasons.push("link_fetched_as_image");
  const byAgent = classifyUserAgent(userAgent);
  if (reasons.length > 0) return { actor: "bot", reasons: [...reasons, ...byAgent.reasons] };
  // A proxy loads pictures; one that follows links is a machine like any other.
  return signs.event === "click" && byAgent.actor === "proxy" ? { ...byAgent, actor: "bot" } : byAgent;
}

/** The verdict on a user agent alone. */
export function classifyUserAgent(userAgent: string): AgentVerdict {
  if (userAgent === "") return { actor: "bot", reasons: [] };
  const named = firstMatch(PROXY_RULES, userAgent) ?? firstMatch(SCANNER_RULES, userAgent);
  if (named) return { actor: named.actor, reasons: [named.reason] };
  if (firstMatch(MAIL_CLIENT_RULES, userAgent) && !SAYS_BOT.test(userAgent)) return HUMAN;
  return isbot(userAgent) ? { actor: "bot", reasons: ["known_bot"] } : HUMAN;
}

function firstMatch(rules: readonly AgentRule[], userAgent: string): AgentRule | undefined {
  return rules.find((rule) => rule.pattern.test(userAgent));
}

function clickedTooSoon({ occurredAt, deliveredAt }: AgentSigns): boolean {
  if (!deliveredAt) return false;
  const waitedMs = occurredAt.getTime() - deliveredAt.getTime();
  return waitedMs >= 0 && waitedMs < CLICK_TOO_SOON_MS;
}

import { Webhook } from "standardwebhooks";
import { Webhook as SvixWebhook } from "svix";
import { surroundings } from "@/lib/base/outgoing/surroundings";
import { type HttpPeer, httpPeer, type PeerAnswer, type PeerRequest } from "./http-peer";

/** A call that both packages have verified. */
export interface ReceivedCall {
  path: string;
  /** The header webhook-id. */
  id: string;
  body: { id: string; type: string; timestamp: string; data: Record<string, unknown>; test?: true };
  headers: PeerRequest["headers"];
}

export interface WebhookReceiver {
  url: string;
  /** In the order in which they came, also those that were not answered well. */
  calls: ReceivedCall[];
  /** What no secret that is known verifies. */
  refused: string[];
  /** Secrets by path; a call that none of them verifies is refused. */
  secrets: Map<string, string>;
  answer: (call: ReceivedCall) => PeerAnswer | Promise<PeerAnswer>;
  /** Its clock, in milliseconds since 1970. */
  now: () => number;
  close(): Promise<void>;
}

export const taken: PeerAnswer = { status: 200, body: { ok: true } };

/** A program that is told of events, on this machine, and verifies them as real ones do. Private networks are allowed until it is closed. */
export async function webhookReceiver(): Promise<WebhookReceiver> {
  const { allowsAll } = surroundings;
  surroundings.allowsAll = () => true;
  const receiver: Omit<WebhookReceiver, "url" | "close"> = {
    calls: [],
    refused: [],
    secrets: new Map(),
    answer: () => taken,
    now: Date.now,
  };
  const peer: HttpPeer = await httpPeer(async (request) => {
    const secret = receiver.secrets.get(request.path) ?? "";
    try {
      const call = atTime(receiver.now(), () => verified(request, secret));
      receiver.calls.push(call);
      return await receiver.answer(call);
    } catch (error) {
      receiver.refused.push(`${request.path}: ${String(error)}`);
      return { status: 401, body: { error: "not verified" } };
    }
  });
  const close = async () => {
    surroundings.allowsAll = allowsAll;
    await peer.close();
  };
  return Object.assign(receiver, { url: peer.url, close });
}

/** The packages ask the clock of the machine. */
function atTime<T>(ms: number, work: () => T): T {
  const { now } = Date;
  Date.now = () => ms;
  try {
    return work();
  } finally {
    Date.now = now;
  }
}

function verified({ path, headers, body }: PeerRequest, secret: string): ReceivedCall {
  const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  const of = (family: string) =>
    Object.fromEntries(Object.entries(given).filter(([name]) => name.startsWith(`${family}-`)));
  const read = new Webhook(secret).verify(body, of("webhook")) as ReceivedCall["body"];
  new SvixWebhook(secret).verify(body, of("svix"));
  return { path, id: given["webhook-id"] ?? "", body: read, headers };
}

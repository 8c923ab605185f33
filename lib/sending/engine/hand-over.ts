import type { Ctx } from "@/lib/base/context";
import type { Transport } from "@/lib/base/db/generated/client";
import { authorOf, readAuthor } from "@/lib/mail/mime/author";
import { sendOne } from "@/lib/mail/system/system-transport";
import type {
  MailTransport,
  OutgoingMessage,
  SendOptions,
  TransportFailure,
  TransportOutcome,
} from "@/lib/mail/transport";
import { aboutOpen } from "@/lib/mail/transports/kinds/transport-kinds.shared";
import { unsent } from "@/lib/mail/transports/outcomes";
import { noAuthor, type TransportRefusal } from "@/lib/sending/transports/refusal";
import { tallyHour } from "./count-hour";
import { judgeLeaving, judgeWorkspace, staysHere } from "./may-leave";
import { counting, countTransportFailure } from "./message-metrics";

/** A way out of this workspace: the row that was chosen, and what was opened for it. */
export interface OpenWay {
  row: Transport;
  transport: MailTransport;
}

export interface HandedOver {
  failure: TransportFailure | null;
  /** Why nothing was handed over, when the gate is closed: every message is `unsent`. */
  refusal: TransportRefusal | null;
}

/**
 * The one gate by which mail of a workspace leaves, whatever it is: campaigns, tests, forwards. The author is read from the
 * messages as they go on the wire and held against the workspace's domains as the database has them at this moment, once for
 * all messages handed over together. Where the database cannot answer it throws, and nothing leaves.
 */
export async function handOver(
  ctx: Ctx,
  { row, transport }: OpenWay,
  messages: readonly OutgoingMessage[],
  options: SendOptions,
): Promise<HandedOver> {
  if (messages.length === 0) return { failure: null, refusal: null };
  const refusal = staysHere(row) ? await judgeWorkspace(ctx) : await judgeMessages(ctx, row, messages);
  if (refusal) {
    for (const message of messages) options.onOutcome(unsent(message, refusal.text));
    return { failure: null, refusal };
  }
  const leaving = aboutOpen(transport.kind)?.takesParts ? messages.map(withSameAuthor) : messages;
  const tally = tallyHour(ctx, row, options);
  const failure = await transport.send(leaving, counting(transport.kind, leaving, tally.options));
  await tally.keep(failure !== null);
  if (failure) countTransportFailure(transport.kind, failure);
  return { failure, refusal: null };
}

/** One message, ahead of any campaign's. Its outcome is `unsent`, with the reason, when the gate is closed. */
export async function handOverOne(ctx: Ctx, way: OpenWay, message: OutgoingMessage): Promise<TransportOutcome> {
  return sendOne(
    {
      kind: way.transport.kind,
      send: async (messages, options) => (await handOver(ctx, way, messages, options)).failure,
    },
    message,
  );
}

async function judgeMessages(
  ctx: Ctx,
  row: Transport,
  messages: readonly OutgoingMessage[],
): Promise<TransportRefusal | null> {
  const domains = new Set<string>();
  for (const { raw } of messages) {
    const author = authorOf(raw);
    if (!author) return noAuthor();
    domains.add(author.domain);
  }
  return judgeLeaving(ctx, row, [...domains]);
}

/** A provider that composes by itself takes the author from the parts: they must name the one that was judged. */
function withSameAuthor(message: OutgoingMessage): OutgoingMessage {
  const parts = () => {
    const author = authorOf(message.raw)?.address;
    const made = message.parts();
    if (!author || readAuthor(made.from)?.address !== author) throw new Error("The parts name another author.");
    return made;
  };
  return { ...message, parts };
}

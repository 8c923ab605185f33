import { setTimeout as sleep } from "node:timers/promises";
import type { Ctx } from "@/lib/base/context";
import type { Transport } from "@/lib/base/db/generated/client";
import { toKeep } from "@/lib/language/say-again";
import type { OutgoingMessage, TransportOutcome } from "@/lib/mail/transport";
import { aboutOpen } from "@/lib/mail/transports/kinds/transport-kinds.shared";
import { afterGroup } from "@/lib/sending/engine/after-group";
import { failMessages } from "@/lib/sending/engine/fail-messages";
import type { HeldLease } from "@/lib/sending/engine/held-lease";
import type { JournalOfLease } from "@/lib/sending/engine/journal-of-lease";
import { loadIdentity, type MailIdentity } from "@/lib/sending/engine/mail-identity";
import { recordOutcomes } from "@/lib/sending/engine/record-outcomes";
import { handOverGroup, type LeasedWay, summaryOf } from "@/lib/sending/engine/send-group";
import { isStopping } from "@/lib/sending/engine/stop-sending";
import { untilWritten } from "@/lib/sending/engine/until-written";
import { planGroup } from "@/lib/sending/pacing/plan-group";
import type { TransportRefusal } from "@/lib/sending/transports/refusal";
import { heldTooLong } from "@/lib/sending/transports/say-failure";
import { type OpenTransport, openWorkspaceTransport } from "@/lib/sending/transports/workspace-transport";
import { beginEmails } from "./begin-emails";
import { chooseWay } from "./choose-way";
import type { EmailLease } from "./claim-emails";
import { composeEmail } from "./compose-email";
import { isLarge, loadEmails, loadFiles, loadRaw, type WaitingEmail } from "./load-emails";
import { passOn } from "./pass-on";
import { tellHeld } from "./tell-held";

/** How soon mails are looked at again when something only a person can change stands in the way. */
const HOLD_MS = 30_000;
/** How soon, when the transport was stopped while they were made ready. */
const GUARD_MS = 1_000;
/** What cannot leave for so long has lost its sense: a link to sign in, a receipt. */
const LIFETIME_MS = 24 * 3_600_000;

export interface SendEmailsOptions {
  openTransport?: OpenTransport;
}

/** The work on one batch of single mails: one way out, and a group for each sending domain and for each mail with files. */
export class EmailRun {
  readonly #ctx: Ctx;
  readonly #lease: EmailLease;
  readonly #held: HeldLease;
  readonly #journals: JournalOfLease;
  readonly #open: OpenTransport;
  /** When what could not leave now is looked at again; null when all did. */
  #later: Date | null = null;
  /** Why the journal cannot be written; nothing leaves any more then. */
  #journalFault: unknown = null;

  constructor(ctx: Ctx, lease: EmailLease, held: HeldLease, journals: JournalOfLease, options: SendEmailsOptions) {
    this.#ctx = ctx;
    this.#lease = lease;
    this.#held = held;
    this.#journals = journals;
    this.#open = options.openTransport ?? openWorkspaceTransport;
  }

  /** Answers when those that are left are due again; null for at once. */
  async run(): Promise<Date | null> {
    const emails = await loadEmails(this.#ctx, this.#lease);
    if (emails.length === 0) return null;
    const choice = await chooseWay(this.#ctx, { mode: this.#lease.mode, key: this.#lease.batchId });
    if ("hold" in choice) return this.#holdForPeople(emails, choice.hold);
    if ("waitUntil" in choice) return this.#hold(emails, choice.reason, choice.waitUntil);
    const transport = this.#open(choice.transport);
    const journal = this.#journals.open(choice.transport, transport);
    if (!journal) return null;
    const way: LeasedWay = {
      ...{ row: choice.transport, transport, journal, held: this.#held, lane: "priority" },
      stillWanted: async () => this.#mayGoOn(),
    };
    for (const group of groupsOf(emails)) {
      if (!this.#mayGoOn()) return this.#later;
      await this.#send(way, group);
    }
    return this.#later;
  }

  /** Sends those of a group that may leave now. */
  async #send(way: LeasedWay, group: readonly WaitingEmail[]): Promise<void> {
    const sendingDomain = domainOf(group[0]?.fromEmail ?? "");
    const pace = await planGroup(this.#ctx, {
      ...{ transport: way.row, campaign: null, sendingDomain, lane: "priority" },
      messages: group,
    });
    const waiting = group.filter(({ messageId }) => !pace.now.includes(messageId));
    if (waiting.length > 0) {
      const { refusal, later } = pace;
      this.#at(
        refusal
          ? await this.#holdForPeople(waiting, () => refusal.text)
          : await this.#hold(waiting, "The limit is used up.", later),
      );
    }
    if (pace.now.length === 0) return;
    if (pace.waitMs > 0) await sleep(pace.waitMs);
    const begun = this.#mayGoOn() ? await this.#begin(way.row, pace.now) : null;
    if (!begun) {
      await pace.releaseUnused(pace.now);
      this.#at(this.#in(GUARD_MS));
      return;
    }
    const leaving = group.filter(({ messageId }) => begun.ids.has(messageId));
    const left = await this.#handOver(way, leaving);
    await pace.releaseUnused(pace.now.filter((id) => !left.has(id)));
  }

  #begin(row: Transport, messageIds: readonly string[]) {
    return beginEmails(this.#ctx, this.#lease, { transportId: row.id, messageIds });
  }

  /** Answers the ids of those that left. */
  async #handOver(way: LeasedWay, leaving: readonly WaitingEmail[]): Promise<ReadonlySet<string>> {
    const composed = await this.#compose(leaving, aboutOpen(way.transport.kind)?.takesParts ?? false);
    const { outcomes, journalFault, ...handedOver } = await handOverGroup(this.#ctx, way, composed);
    if (journalFault) {
      this.#journalFault = journalFault;
      this.#ctx.log.error("single mails wait: the journal cannot be written", { error: journalFault });
    }
    const options = { transport: summaryOf(way), retry: true };
    const recorded = await untilWritten(this.#ctx, () => recordOutcomes(this.#ctx, outcomes, options, this.#lease));
    await afterGroup(this.#ctx, way.row, leaving, { outcomes, recorded, failure: handedOver.failure });
    const unsent = outcomes.filter(({ result }) => result === "unsent");
    if (unsent.length > 0) await this.#afterUnsent(leaving, unsent, handedOver.refusal);
    return new Set(outcomes.flatMap(({ messageId, result }) => (result === "unsent" ? [] : [messageId])));
  }

  /** What did not leave waits: for the transport to rest, or for a person to put right what stands in the way. */
  async #afterUnsent(
    leaving: readonly WaitingEmail[],
    unsent: readonly TransportOutcome[],
    refusal: TransportRefusal | null,
  ): Promise<void> {
    const ids = new Set(unsent.map(({ messageId }) => messageId));
    const waiting = leaving.filter(({ messageId }) => ids.has(messageId));
    if (refusal) this.#ctx.log.warn("single mails may not leave", { code: refusal.code, count: waiting.length });
    this.#at(
      refusal
        ? await this.#holdForPeople(waiting, () => refusal.text)
        : await this.#hold(waiting, unsent[0]?.text ?? "", this.#in(GUARD_MS)),
    );
  }

  /** People are told, but not of what a test key tries. */
  async #holdForPeople(emails: readonly WaitingEmail[], why: () => string): Promise<Date> {
    if (this.#lease.mode === "live") await tellHeld(this.#ctx, why);
    return this.#hold(emails, why());
  }

  /** Composes and signs; what cannot be written fails for itself. */
  async #compose(leaving: readonly WaitingEmail[], inParts: boolean): Promise<OutgoingMessage[]> {
    if (leaving.length === 0) return [];
    const workspace = await this.#ctx.db.workspace.findUniqueOrThrow({
      where: { id: this.#ctx.workspaceId },
      select: { id: true, name: true, slug: true },
    });
    const identities = new Map<string, Promise<MailIdentity>>();
    const composed: OutgoingMessage[] = [];
    const failures: { id: string; reason: string }[] = [];
    for (const email of leaving) {
      const identity = await identityOf(this.#ctx, identities, email);
      const files = email.attachmentCount > 0 ? await loadFiles(this.#ctx, email.emailId) : [];
      try {
        if (email.text === null) throw new Error("The content of this mail is not kept any more.");
        const raw = await loadRaw(this.#ctx, email);
        const work = { email, workspace, identity, now: this.#ctx.now() };
        composed.push(await (raw ? passOn({ ...work, raw, inParts }) : composeEmail({ ...work, files })));
      } catch (error) {
        failures.push({ id: email.messageId, reason: error instanceof Error ? error.message : String(error) });
      }
    }
    await failMessages(this.#ctx, failures);
    return composed;
  }

  /** What has waited for a day fails with the reason; the others are due again at `until`, or after a while. Answers when. */
  async #hold(emails: readonly WaitingEmail[], why: string, until: Date | null = null): Promise<Date> {
    const oldest = new Date(this.#ctx.now().getTime() - LIFETIME_MS);
    const late = emails.filter(({ since }) => since < oldest);
    await failMessages(
      this.#ctx,
      late.map(({ messageId }) => ({ id: messageId, reason: toKeep(heldTooLong, { why }) })),
    );
    return until ?? this.#in(HOLD_MS);
  }

  /** Of several times the first counts. */
  #at(time: Date): void {
    if (!this.#later || time < this.#later) this.#later = time;
  }

  #mayGoOn(): boolean {
    const { endBy } = this.#ctx;
    return !isStopping() && !this.#journalFault && this.#held.isValid() && (endBy === undefined || endBy > new Date());
  }

  #in(ms: number): Date {
    return new Date(this.#ctx.now().getTime() + ms);
  }
}

const domainOf = (address: string) => address.slice(address.lastIndexOf("@") + 1);

/** Mails by their sending domain; those with files and other large ones one by one, as each may take some megabytes. */
function groupsOf(emails: readonly WaitingEmail[]): WaitingEmail[][] {
  const groups = new Map<string, WaitingEmail[]>();
  for (const email of emails) {
    const key = isLarge(email) ? email.messageId : domainOf(email.fromEmail);
    groups.set(key, [...(groups.get(key) ?? []), email]);
  }
  return [...groups.values()];
}

function identityOf(
  ctx: Ctx,
  known: Map<string, Promise<MailIdentity>>,
  { fromName, fromEmail }: WaitingEmail,
): Promise<MailIdentity> {
  const key = `${fromName}\n${fromEmail}`;
  const identity = known.get(key) ?? loadIdentity(ctx, { fromName, fromEmail, replyTo: null });
  known.set(key, identity);
  return identity;
}

import type { Ctx } from "@/lib/base/context";
import { contactRoom } from "@/lib/people/contacts/contact-room";
import { contactFields } from "@/lib/people/contacts/stored-fields";
import type { FieldValue } from "@/lib/people/fields/field-types.shared";
import { marksOfAddress } from "@/lib/people/hygiene/address-marks";
import { type MailResolver, takesMail } from "@/lib/people/hygiene/takes-mail";
import { findSuppressed } from "@/lib/people/suppressions/queries";
import { leaveOutErased } from "./leave-out-erased";
import { tooManyText } from "./leave-out-too-many";
import { type ImportRow, noteOf, type RowRefusal, refuseRow } from "./row-mapper";
import type { DryRunOptions } from "./schema";
import { mayJoin, saysLeft } from "./standing";
import type { DryRunResult } from "./stored-dry-run";
import { fieldsWithoutNul, withoutNul } from "./without-nul";

/** What an import compares with its rows; as it would be stored. */
interface Person {
  firstName: string | null;
  lastName: string | null;
  timeZone: string | null;
  language: string | null;
  fields: Record<string, FieldValue>;
  /** An earlier row says that they left. */
  left: boolean;
}

/** People whose later rows are followed; of more only the first row is. */
const MAX_FOLLOWED = 100_000;
/** Kinds of reasons that are told apart. */
const MAX_REASONS = 1_000;

/** Counts what an import of rows would do, in their order, and writes nobody. */
export class DryRunPeople {
  private readonly counts = {
    created: 0,
    updated: 0,
    unchanged: 0,
    refused: 0,
    noted: 0,
    suppressed: 0,
    notSubscribed: 0,
  };
  private readonly marks = { role: 0, disposable: 0, typo: 0, no_mx: 0 };
  private readonly reasons = new Map<string, DryRunResult["reasons"][number]>();
  /** Those who come again, as they are after their last row; null: not followed. */
  private readonly again = new Map<string, Person | null>();
  private followed = 0;

  private constructor(
    private readonly ctx: Ctx,
    private readonly options: DryRunOptions,
    private readonly repeated: { has(address: string): boolean },
    private readonly room: { limit: number; left: number } | null,
    private readonly resolver?: MailResolver,
  ) {}

  /** `repeated` are addresses that stand in the file more than once. */
  static async begin(
    ctx: Ctx,
    options: DryRunOptions,
    repeated: { has(address: string): boolean },
    resolver?: MailResolver,
  ): Promise<DryRunPeople> {
    return new DryRunPeople(ctx, options, repeated, await contactRoom(ctx), resolver);
  }

  refuse({ field, reason, kept }: RowRefusal): void {
    this.counts[kept ? "noted" : "refused"]++;
    const key = `${kept}\0${field}\0${reason}`;
    const known = this.reasons.get(key);
    if (known) known.count++;
    else if (this.reasons.size < MAX_REASONS) this.reasons.set(key, { field, reason, kept, count: 1 });
  }

  async add(read: readonly ImportRow[]): Promise<void> {
    const { rows, refusals } = await leaveOutErased(this.ctx, { rows: [...read], refusals: [] });
    for (const refusal of refusals) this.refuse(refusal);
    const addresses = [...new Set(rows.map(({ normalized }) => normalized))];
    const [known, suppressed, takes] = await Promise.all([
      this.findPeople(addresses.filter((address) => !this.again.has(address))),
      findSuppressed(this.ctx, addresses),
      takesMail(
        this.ctx,
        rows.map(({ domain }) => domain),
        this.resolver,
      ),
    ]);
    for (const row of rows) {
      const before = this.again.get(row.normalized) ?? known.get(row.normalized) ?? null;
      const isNew = before === null && !this.again.has(row.normalized);
      if (isNew && this.room && this.room.left-- <= 0) {
        this.refuse(refuseRow(row, "email", tooManyText(this.room.limit)));
        continue;
      }
      const after = this.count(row, before, isNew);
      if (after.left || suppressed.has(row.normalized)) this.counts.suppressed++;
      this.mark(row, takes.get(row.domain) === false);
      if (this.repeated.has(row.normalized)) this.remember(row.normalized, after);
    }
  }

  /** `labelOf` says what a field or place is called. */
  result(labelOf: (name: string) => string): DryRunResult {
    const reasons = [...this.reasons.values()]
      .sort((a, b) => b.count - a.count)
      .map((one) => ({ ...one, field: one.field.split(", ").map(labelOf).join(", ") }));
    const first = (kept: boolean) => reasons.filter((one) => one.kept === kept).slice(0, 20);
    return {
      ...this.counts,
      marks: { ...this.marks },
      reasons: [...first(false), ...first(true)],
      exact: this.followed <= MAX_FOLLOWED,
    };
  }

  private count(row: ImportRow, before: Person | null, isNew: boolean): Person {
    const after = merged(row, before);
    const changes = !isNew && this.options.duplicates === "update" && before !== null && isChanged(before, after);
    this.counts[isNew ? "created" : changes ? "updated" : "unchanged"]++;
    if (!mayJoin(row)) this.counts.notSubscribed++;
    const note = noteOf(row);
    if (note) this.refuse(note);
    const kept = isNew || changes || before === null ? after : before;
    return { ...kept, left: (before?.left ?? false) || saysLeft(row) };
  }

  private mark({ email, domain }: ImportRow, takesNone: boolean): void {
    for (const { mark } of marksOfAddress(email, domain)) this.marks[mark]++;
    if (takesNone) this.marks.no_mx++;
  }

  private remember(address: string, person: Person): void {
    if (!this.again.has(address)) this.followed++;
    this.again.set(address, this.followed <= MAX_FOLLOWED || this.again.get(address) ? person : null);
  }

  private async findPeople(addresses: readonly string[]): Promise<Map<string, Person>> {
    const { db, workspaceId } = this.ctx;
    const found = await db.contact.findMany({
      where: { workspaceId, emailNormalized: { in: [...addresses] } },
      select: { emailNormalized: true, firstName: true, lastName: true, timeZone: true, language: true, fields: true },
    });
    return new Map(
      found.map(({ emailNormalized, fields, ...person }) => [
        emailNormalized,
        { ...person, fields: contactFields.read(fields), left: false },
      ]),
    );
  }
}

/** An empty cell takes nothing away. */
function merged(row: ImportRow, before: Person | null): Person {
  return {
    firstName: withoutNul(row.firstName) ?? before?.firstName ?? null,
    lastName: withoutNul(row.lastName) ?? before?.lastName ?? null,
    timeZone: row.timeZone ?? before?.timeZone ?? null,
    language: row.language ?? before?.language ?? null,
    fields: { ...before?.fields, ...fieldsWithoutNul(row.fields) },
    left: false,
  };
}

function isChanged(before: Person, after: Person): boolean {
  return (
    (["firstName", "lastName", "timeZone", "language"] as const).some((name) => before[name] !== after[name]) ||
    Object.entries(after.fields).some(([key, value]) => JSON.stringify(before.fields[key]) !== JSON.stringify(value))
  );
}

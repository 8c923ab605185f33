import { z } from "zod";
import { idOf } from "@/lib/base/db/ids";
import { words } from "@/lib/language/t";
import { behaviours } from "@/lib/mail/transports/kinds/transport-kinds";
import { type OwnKind, ownKinds } from "@/lib/mail/transports/kinds/transport-kinds.shared";

const email = z
  .string()
  .trim()
  .max(320)
  .pipe(z.email(words("This is not an e-mail address.")));

/** A batch waits, is held by a worker, or has nothing left for its first hand-over. */
export const batchStatuses = ["pending", "leased", "done"] as const;
export type BatchStatus = (typeof batchStatuses)[number];

export const CreateSender = z.object({
  name: z
    .string()
    .trim()
    .min(1, words("Give the name people will see."))
    .max(100, words("Use at most 100 characters.")),
  email,
  replyTo: z.union([z.literal("").transform(() => null), email]).nullish(),
  isDefault: z.boolean().default(false),
});
export type CreateSender = z.input<typeof CreateSender>;

export const UpdateSender = CreateSender.partial().extend({ senderId: idOf("snd") });
export type UpdateSender = z.input<typeof UpdateSender>;

export const SenderRef = z.object({ senderId: idOf("snd") });
export type SenderRef = z.input<typeof SenderRef>;

export const TransportRef = z.object({ transportId: idOf("trp") });
export type TransportRef = z.input<typeof TransportRef>;

const limit = (max: number) =>
  z
    .number(words("Use a whole number."))
    .int(words("Use a whole number."))
    .min(1, words("At least 1."))
    .max(max)
    .nullable();

/** What every transport has, whatever its kind. */
const common = {
  name: z.string().trim().min(1, words("Give it a name.")).max(80, words("Use at most 80 characters.")),
  /** Share of the mail among the workspace's transports; 0: only when all others are out. */
  weight: z
    .number(words("Use a whole number."))
    .int(words("Use a whole number."))
    .min(0, words("At least 0."))
    .max(1000, words("At most 1,000.")),
  /** Null: as fast as the other side takes it. All limits hold at once. */
  maxPerSecond: limit(100_000),
  maxPerMinute: limit(1_000_000),
  maxPerHour: limit(50_000_000),
  maxPerDay: limit(1_000_000_000),
  connections: z
    .number(words("Use a whole number."))
    .int(words("Use a whole number."))
    .min(1, words("At least 1."))
    .max(50, words("At most 50.")),
  isDefault: z.boolean(),
};

const added = z.object({
  name: common.name,
  weight: common.weight.default(100),
  maxPerSecond: common.maxPerSecond.default(null),
  maxPerMinute: common.maxPerMinute.default(null),
  maxPerHour: common.maxPerHour.default(null),
  maxPerDay: common.maxPerDay.default(null),
  connections: common.connections.default(10),
  isDefault: common.isDefault.default(false),
});

type FieldsOf<Kind extends OwnKind> = (typeof behaviours)[Kind]["own"]["fields"];
type Added<Which extends "input" | "output"> = {
  [Kind in OwnKind]: { kind: Kind } & (Which extends "input" ? z.input<FieldsOf<Kind>> : z.output<FieldsOf<Kind>>);
}[OwnKind];

const addedOf = (kind: OwnKind) => added.extend({ kind: z.literal(kind), ...behaviours[kind].own.fields.shape });
const [firstKind, ...moreKinds] = ownKinds;

/** What all have, and what its kind asks for. */
export const CreateTransport = z.discriminatedUnion("kind", [
  addedOf(firstKind),
  ...moreKinds.map(addedOf),
]) as unknown as z.ZodType<z.output<typeof added> & Added<"output">, z.input<typeof added> & Added<"input">>;
export type CreateTransport = z.input<typeof CreateTransport>;

type ChangesOf<Kind extends OwnKind> = (typeof behaviours)[Kind]["own"]["changes"]["shape"];
type AllOf<Union> = (Union extends unknown ? (each: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;

/** The settings of every kind; which of them there are follows from the kind. */
export const settingChanges = z.object(
  Object.assign({}, ...ownKinds.map((kind) => behaviours[kind].own.changes.shape)) as AllOf<ChangesOf<OwnKind>>,
);

/** Fields that are not given stay as they are; an empty secret too. */
export const UpdateTransport = z.object({
  transportId: idOf("trp"),
  ...z.object(common).omit({ isDefault: true }).partial().shape,
  ...settingChanges.shape,
});
export type UpdateTransport = z.input<typeof UpdateTransport>;

export const PauseTransport = z.object({
  transportId: idOf("trp"),
  /** Shown to everybody who looks for why nothing is sent. */
  reason: z.string().trim().max(200, words("Use at most 200 characters.")).default(""),
});
export type PauseTransport = z.input<typeof PauseTransport>;

export const TestTransport = z.object({ transportId: idOf("trp"), to: email });
export type TestTransport = z.input<typeof TestTransport>;

/** Input of the job that sends one batch. */
export const SendBatch = z.object({ workspaceId: z.uuid(), batchId: z.uuid() });
export type SendBatch = z.infer<typeof SendBatch>;

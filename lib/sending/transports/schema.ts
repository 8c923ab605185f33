import { z } from "zod";
import { idOf } from "@/lib/base/db/ids";

const email = z.string().trim().max(320).pipe(z.email("This is not an e-mail address."));

/** Ways out. `mailbox` is the embedded one; smtp and resend without settings of their own use the installation's. */
export const transportKinds = ["mailbox", "smtp", "resend", "ses"] as const;
export type TransportKind = (typeof transportKinds)[number];

/** A batch waits, is held by a worker, or has nothing left for its first hand-over. */
export const batchStatuses = ["pending", "leased", "done"] as const;
export type BatchStatus = (typeof batchStatuses)[number];

export const CreateSender = z.object({
  name: z.string().trim().min(1, "Give the name people will see.").max(100, "Use at most 100 characters."),
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
    .number("Use a whole number.")
    .int("Use a whole number.")
    .min(1, "At least 1.")
    .max(max, `At most ${max.toLocaleString("en")}.`)
    .nullable();

/** What every transport has, whatever its kind. */
const common = {
  name: z.string().trim().min(1, "Give it a name.").max(80, "Use at most 80 characters."),
  /** Share of the mail among the workspace's transports; 0: only when all others are out. */
  weight: z.number("Use a whole number.").int("Use a whole number.").min(0, "At least 0.").max(1000, "At most 1,000."),
  /** Null: as fast as the other side takes it. All limits hold at once. */
  maxPerSecond: limit(100_000),
  maxPerMinute: limit(1_000_000),
  maxPerHour: limit(50_000_000),
  maxPerDay: limit(1_000_000_000),
  connections: z.number("Use a whole number.").int("Use a whole number.").min(1, "At least 1.").max(50, "At most 50."),
  isDefault: z.boolean(),
};

const emptyIsNone = (schema: z.ZodString) => z.union([z.literal("").transform(() => null), schema]).nullish();
/** A form that does not know the saved secret sends nothing for it: it stays. */
const emptyIsKept = (schema: z.ZodString) => z.union([z.literal("").transform(() => undefined), schema]).optional();
const awsName = z
  .string()
  .trim()
  .max(64, "Use at most 64 characters.")
  .regex(/^[A-Za-z0-9_-]+$/, "Use letters, digits, - and _.");

export const SmtpFields = z.object({
  host: z
    .string()
    .trim()
    .min(1, "Give the name of the server.")
    .max(253, "Use at most 253 characters.")
    .regex(/^([a-z0-9_]([a-z0-9._-]*[a-z0-9])?|[0-9a-f:.]+)$/i, "Give a host name such as smtp.example.com."),
  port: z.number("Use a whole number.").int("Use a whole number.").min(1, "At least 1.").max(65_535, "At most 65,535."),
  security: z.enum(["tls", "starttls", "none"]),
  username: emptyIsNone(z.string().trim().max(320, "Use at most 320 characters.")),
  password: emptyIsKept(z.string().max(4096, "Use at most 4,096 characters.")),
  /** Null: the best that the server offers. */
  auth: z.enum(["plain", "login", "xoauth2"]).nullish(),
});

export const ResendFields = z.object({
  apiKey: z.string().trim().startsWith("re_", "A Resend key begins with re_.").max(200, "This is too long for a key."),
});

export const SesFields = z.object({
  region: z
    .string()
    .trim()
    .regex(/^[a-z]{2,4}(-[a-z]+)+-\d$/, "Give a region such as eu-west-1."),
  accessKeyId: z
    .string()
    .trim()
    .regex(/^[A-Z0-9]{16,128}$/, "An access key id looks like AKIAIOSFODNN7EXAMPLE."),
  secretAccessKey: z.string().trim().min(16, "This is too short for a secret key.").max(256, "This is too long."),
  configurationSetName: emptyIsNone(awsName),
  tenantName: emptyIsNone(awsName),
});

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

export const CreateTransport = z.discriminatedUnion("kind", [
  added.extend({ kind: z.literal("smtp"), ...SmtpFields.shape }),
  added.extend({ kind: z.literal("resend"), ...ResendFields.shape }),
  added.extend({ kind: z.literal("ses"), ...SesFields.shape }),
]);
export type CreateTransport = z.input<typeof CreateTransport>;

/** Fields that are not given stay as they are; an empty secret too. Which settings there are follows from the kind. */
export const UpdateTransport = z.object({
  transportId: idOf("trp"),
  ...z.object(common).omit({ isDefault: true }).partial().shape,
  ...SmtpFields.partial().shape,
  ...ResendFields.partial().shape,
  ...SesFields.partial().shape,
  apiKey: emptyIsKept(ResendFields.shape.apiKey),
  secretAccessKey: emptyIsKept(SesFields.shape.secretAccessKey),
});
export type UpdateTransport = z.input<typeof UpdateTransport>;

export const PauseTransport = z.object({
  transportId: idOf("trp"),
  /** Shown to everybody who looks for why nothing is sent. */
  reason: z.string().trim().max(200, "Use at most 200 characters.").default(""),
});
export type PauseTransport = z.input<typeof PauseTransport>;

export const TestTransport = z.object({ transportId: idOf("trp"), to: email });
export type TestTransport = z.input<typeof TestTransport>;

/** Input of the job that sends one batch. */
export const SendBatch = z.object({ workspaceId: z.uuid(), batchId: z.uuid() });
export type SendBatch = z.infer<typeof SendBatch>;

import { z } from "zod";
import { idOf } from "@/lib/db/ids";

const email = z.string().trim().max(320).pipe(z.email("This is not an e-mail address."));

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

export const UpdateTransport = z.object({
  transportId: idOf("trp"),
  name: z.string().trim().min(1, "Give it a name.").max(80, "Use at most 80 characters.").optional(),
  /** Null: as fast as the other side takes it. */
  maxPerSecond: z
    .number()
    .int("Use a whole number.")
    .min(1, "At least 1.")
    .max(100_000, "At most 100,000.")
    .nullable()
    .optional(),
  connections: z.number().int("Use a whole number.").min(1, "At least 1.").max(50, "At most 50.").optional(),
});
export type UpdateTransport = z.input<typeof UpdateTransport>;

export const TestTransport = z.object({ transportId: idOf("trp"), to: email });
export type TestTransport = z.input<typeof TestTransport>;

/** Input of the job that sends one batch. */
export const SendBatch = z.object({ workspaceId: z.uuid(), batchId: z.uuid() });
export type SendBatch = z.infer<typeof SendBatch>;

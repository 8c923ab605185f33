import { z } from "zod";
import { words } from "@/lib/language/t";

const email = z
  .string()
  .trim()
  .max(320, words("Use at most 320 characters."))
  .pipe(z.email(words("This is not an e-mail address.")));

export const UpdateInboundSettings = z.object({
  forwardReplies: z.boolean().optional(),
  /** Null: to the reply address of the campaign's sender, else its author's. */
  forwardTo: z.union([z.literal("").transform(() => null), email]).nullish(),
});
export type UpdateInboundSettings = z.input<typeof UpdateInboundSettings>;

export interface InboundSettingsView {
  /** With its token: a secret. */
  hookUrl: string;
  hookRotatedAt: string;
  lastHookAt: string | null;
  /** Where people can answer to, so that it comes here. */
  replyAddress: string;
  forwardReplies: boolean;
  forwardTo: string | null;
  maxBytes: number;
}

export interface ListenerView {
  /** Host and port as the worker listens. */
  address: string;
  /** Seen from the web process. */
  state: "answers" | "silent";
  /** Host that MX records point to. */
  mxTarget: string | null;
  /** Return paths of the workspace's domains, each with the record it needs; null where no other system ever looks. */
  hosts: { name: string; record: string | null; status: "ok" | "missing" | "unchecked" | "local" }[];
  lastMailAt: string | null;
  /** How many mails came in during the last day, by route. */
  lastDay: { smtp: number; imap: number; http: number };
}

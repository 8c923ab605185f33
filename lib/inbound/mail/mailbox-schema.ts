import { z } from "zod";
import { idOf } from "@/lib/base/db/ids";
import { words } from "@/lib/language/t";
import { securities } from "@/lib/mail/transports/kinds/securities.shared";
import { emptyIsKept, serverHost, serverPort } from "@/lib/mail/transports/kinds/setting-schemas";
import { type Afterwards, afterwardsChoices, type MailboxSecurity } from "./mailbox-choices.shared";

const text = (max: number) => z.string().trim().max(max);
const needed = (max: number, message: string) => text(max).min(1, message);
const kept = (max: number) => emptyIsKept(text(max));

/** How a mailbox is reached. Secrets left out stay as they are saved. */
export const MailboxAccess = z.object({
  host: serverHost("imap.example.com"),
  port: serverPort,
  security: z.enum(securities),
  username: needed(320, words("Give the user name, mostly the address of the mailbox.")),
  auth: z.enum(["password", "oauth2"]),
  password: kept(4096),
  clientId: kept(500),
  clientSecret: kept(4096),
  refreshToken: kept(8192),
  tokenUrl: z
    .union([
      z.literal("").transform(() => undefined),
      z.url({ protocol: /^https$/, error: words("Give an https address.") }),
    ])
    .optional(),
  scope: kept(1000),
  folder: needed(500, words("Give the folder, mostly INBOX.")).default("INBOX"),
});
export type MailboxAccess = z.output<typeof MailboxAccess>;

const rest = {
  name: needed(80, words("Give it a name.")),
  afterwards: z.enum(afterwardsChoices).default("seen"),
  moveTo: z.union([z.literal("").transform(() => null), text(500)]).nullish(),
};

export const CreateMailbox = MailboxAccess.extend(rest);
export type CreateMailbox = z.input<typeof CreateMailbox>;

export const UpdateMailbox = CreateMailbox.partial().extend({
  inboundMailboxId: idOf("imb"),
  enabled: z.boolean().optional(),
});
export type UpdateMailbox = z.input<typeof UpdateMailbox>;

export const MailboxRef = z.object({ inboundMailboxId: idOf("imb") });
export type MailboxRef = z.input<typeof MailboxRef>;

/** A try before it is saved; with the id of a saved one its secrets stand in for those left out. */
export const TestMailbox = MailboxAccess.extend({ inboundMailboxId: idOf("imb").optional() });
export type TestMailbox = z.input<typeof TestMailbox>;

export interface MailboxTest {
  ok: boolean;
  /** What was found, or why it does not work, for people. */
  message: string;
}

export interface MailboxView {
  id: string;
  name: string;
  host: string;
  port: number;
  security: MailboxSecurity;
  username: string;
  auth: "password" | "oauth2";
  /** Not secret: shown again in the form. */
  clientId: string | null;
  tokenUrl: string | null;
  scope: string | null;
  folder: string;
  afterwards: Afterwards;
  moveTo: string | null;
  enabled: boolean;
  keptCount: number;
  lastSuccessAt: string | null;
  lastErrorAt: string | null;
  lastError: string | null;
  nextPollAt: string | null;
}

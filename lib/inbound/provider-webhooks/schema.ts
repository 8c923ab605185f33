import { z } from "zod";
import { idOf } from "@/lib/base/db/ids";
import { ListAccess } from "@/lib/inbound/providers/list-access-schema";
import { type ProviderName, providerNames } from "@/lib/inbound/providers/schema";
import { t, words } from "@/lib/language/t";

const secretText = (max: number) => z.string().trim().max(max);
const topicArn = z
  .string()
  .trim()
  .regex(/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}(\.fifo)?$/, {
    error: () => t("An ARN looks like {example}.", { example: "arn:aws:sns:eu-west-1:123456789012:name" }),
  });

const secretFields = {
  signingSecret: secretText(500).optional(),
  verificationKey: secretText(2000).optional(),
  /** The topics of Amazon SNS that may speak here. */
  topicArns: z.array(topicArn).max(10, words("Use at most 10 topics.")).optional(),
};

const name = z.string().trim().min(1, words("Give it a name.")).max(80, words("Use at most 80 characters."));

export const CreateEndpoint = z.object({
  provider: z.enum(providerNames),
  name: name.optional(),
  ...secretFields,
});
export type CreateEndpoint = z.input<typeof CreateEndpoint>;

export const UpdateEndpoint = z.object({
  providerEndpointId: idOf("phk"),
  name: name.optional(),
  enabled: z.boolean().optional(),
  ...secretFields,
  /** Null: lists are not compared any longer. */
  listAccess: ListAccess.nullable().optional(),
});
export type UpdateEndpoint = z.input<typeof UpdateEndpoint>;

export const EndpointRef = z.object({ providerEndpointId: idOf("phk") });
export type EndpointRef = z.input<typeof EndpointRef>;

export const CallRef = z.object({ providerCallId: idOf("pcl") });
export type CallRef = z.input<typeof CallRef>;

export const callStatuses = ["received", "processed", "duplicate", "refused", "parked"] as const;
export type CallStatus = (typeof callStatuses)[number];

/** What one item of a call became, as it is kept with the call. */
export interface ItemResult {
  /** The provider's word. */
  name: string;
  /** Our word; null where it is no event. */
  type: string | null;
  recipient: string | null;
  occurredAt: string | null;
  /** Public id of the message it was found to speak of. */
  messageId: string | null;
  /** Only by recipient and time. */
  likely: boolean;
  /** In words, where nothing could be done with it. */
  note: string | null;
}

export interface CallView {
  id: string;
  receivedAt: string;
  status: CallStatus;
  reason: string | null;
  bodyBytes: number;
  eventCount: number | null;
  matchedCount: number | null;
  attempts: number;
  nextAttemptAt: string | null;
}

export interface CallDetails extends CallView {
  headers: Record<string, string>;
  /** The body as text, cut at 100,000 characters; null where none was kept. */
  body: string | null;
  items: ItemResult[];
  canReplay: boolean;
}

export interface MirrorResult {
  listed: number;
  added: number;
  pushed: number;
  error: string | null;
}

export interface EndpointView {
  id: string;
  provider: ProviderName;
  name: string;
  url: string;
  enabled: boolean;
  /** Only where we made them: what to type in at the provider. */
  credentials: { username: string; password: string } | null;
  topicArns: string[];
  /** A secret was pasted; it is never shown again. */
  hasSecret: boolean;
  confirmedAt: string | null;
  lastCallAt: string | null;
  lastDay: Record<CallStatus, number>;
  parkedCount: number;
  mirrors: boolean;
  mirroredAt: string | null;
  mirrorResult: MirrorResult | null;
}

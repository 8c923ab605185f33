import { z } from "zod";
import { idOf } from "@/lib/base/db/ids";
import { t, words } from "@/lib/language/t";
import { type DeliveryStatus, deliveryStatuses } from "./delivery-status.shared";
import { webhookEventTypes } from "./event-kinds.shared";

/** Endpoints that a workspace may have. */
export const MAX_WEBHOOKS = 20;
/** Hooks of programs besides, one for each automation that somebody switches on. */
export const MAX_HOOKS = 200;
/** How long the secret before a rotation may go on signing, in hours. */
export const MAX_SECRET_OVERLAP_HOURS = 168;
/** Deliveries on one page of the screen. */
export const DELIVERIES_A_PAGE = 50;
/** Deliveries that are replayed by name in one call. */
export const MAX_REPLAYED = 100;

const eventTypes = z
  .array(
    z.enum(webhookEventTypes, {
      error: ({ input }) => t("There is no event {event}.", { event: JSON.stringify(input)?.slice(0, 60) ?? "" }),
    }),
  )
  .min(1, words("Choose at least one event."))
  .transform((types) => webhookEventTypes.filter((type) => types.includes(type)));
const name = z.string(words("Name it.")).trim().min(1, words("Name it.")).max(80, words("Use at most 80 characters."));
const url = z
  .string(words("Give the address."))
  .trim()
  .min(1, words("Give the address."))
  .max(2000, words("Use at most 2,000 characters."));

export const CreateWebhook = z.strictObject({
  name,
  url: url.meta({ description: "Where the events are posted to: https, on the public internet." }),
  eventTypes,
});
export type CreateWebhook = z.input<typeof CreateWebhook>;

/** As Zapier, Make and n8n subscribe: one address, one event. */
export const CreateHook = z.strictObject({
  targetUrl: url.meta({ description: "Where the events are posted to; `targetUrl` is read too." }),
  event: z.enum(webhookEventTypes),
});
export type CreateHook = z.input<typeof CreateHook>;

/** A hook of a program; ids are public, times ISO 8601. */
export interface HookView {
  id: string;
  targetUrl: string;
  event: string;
  createdAt: string;
}

export const WebhookRef = z.object({ webhookId: idOf("whk") });
export type WebhookRef = z.input<typeof WebhookRef>;

export const WebhookChanges = z.strictObject({
  name: name.optional(),
  url: url.optional(),
  eventTypes: eventTypes.optional(),
  enabled: z.boolean().optional().meta({ description: "Enabled again, it gets what had been waiting." }),
});
export const UpdateWebhook = z.strictObject({ ...WebhookRef.shape, ...WebhookChanges.shape });
export type UpdateWebhook = z.input<typeof UpdateWebhook>;

export const RotateWebhookSecret = WebhookRef.extend({
  overlapHours: z
    .int(words("Give a whole number of hours."))
    .min(0, words("Give 0 hours or more."))
    .max(MAX_SECRET_OVERLAP_HOURS, {
      error: () => t("Give at most {most} hours.", { most: String(MAX_SECRET_OVERLAP_HOURS) }),
    })
    .default(24)
    .meta({ description: "How long calls are signed by the former secret too." }),
});
export type RotateWebhookSecret = z.input<typeof RotateWebhookSecret>;

export const TestWebhook = WebhookRef.extend({
  eventType: z.enum(webhookEventTypes).optional().meta({ description: "Default: the first that it is sent." }),
});
export type TestWebhook = z.input<typeof TestWebhook>;

export const DeliveryRef = z.object({ deliveryId: idOf("dlv") });
export type DeliveryRef = z.input<typeof DeliveryRef>;

export const DeliveryFilters = z.strictObject({
  status: z.enum(deliveryStatuses).optional(),
  cursor: idOf("dlv").optional(),
});

/** Which events of a stretch are sent once more. */
export const replayKinds = ["failed", "missing", "all"] as const;
export type ReplayKind = (typeof replayKinds)[number];

const Moment = z.iso.datetime({ offset: true, error: words("Give a time such as 2026-11-30T08:00:00Z.") });

export const ReplayWebhook = z
  .strictObject({
    ...WebhookRef.shape,
    deliveryIds: z
      .array(idOf("dlv"))
      .min(1)
      .max(MAX_REPLAYED)
      .optional()
      .meta({ description: "These deliveries, whatever became of them." }),
    firstEventId: idOf("evt")
      .optional()
      .meta({ description: "Or the events from this one on, in the order in which they happened." }),
    lastEventId: idOf("evt").optional().meta({ description: "Until this one." }),
    from: Moment.optional().meta({ description: "Or what happened from this time on." }),
    until: Moment.optional().meta({ description: "And before this one; default: now." }),
    which: z.enum(replayKinds).default("failed").meta({
      description:
        "Of a stretch: `failed` deliveries, events that are `missing` as nobody was told of them (while it was disabled), or `all`.",
    }),
  })
  .refine(
    ({ deliveryIds, firstEventId, from }) =>
      [deliveryIds, firstEventId, from].filter((each) => each !== undefined).length === 1,
    { message: "Give one of deliveryIds, firstEventId and from.", path: ["deliveryIds"] },
  );
export type ReplayWebhook = z.input<typeof ReplayWebhook>;

export const EventFilters = z.strictObject({
  type: z.enum(webhookEventTypes).optional(),
  cursor: idOf("evt").optional(),
});

/** An endpoint as people and programs see it; ids are public, times ISO 8601. */
export interface WebhookView {
  id: string;
  name: string;
  url: string;
  eventTypes: (typeof webhookEventTypes)[number][];
  enabled: boolean;
  disabledAt: string | null;
  disabledReason: string | null;
  failingSince: string | null;
  lastSuccessAt: string | null;
  /** Calls are signed by the former secret too until then; null when they are not. */
  previousSecretUntil: string | null;
  createdBy: string;
  /** Made by a program for one automation of its user. */
  isHook: boolean;
  createdAt: string;
}

/** With its secret, which is seen this once. */
export interface ShownWebhook extends WebhookView {
  signingSecret: string;
}

export interface DeliveryView {
  id: string;
  webhookId: string;
  /** The header webhook-id. */
  eventId: string;
  /** Null when the event is no longer kept. */
  eventType: string | null;
  status: DeliveryStatus;
  attempts: number;
  statusCode: number | null;
  error: string | null;
  tookMs: number | null;
  createdAt: string;
  lastAttemptAt: string | null;
  nextAttemptAt: string | null;
}

export interface DeliveryTryView {
  at: string;
  url: string;
  signature: string;
  statusCode: number | null;
  error: string | null;
  tookMs: number;
  answer: { headers: Record<string, string>; body: string } | null;
}

export interface DeliveryDetails extends DeliveryView {
  /** The body as it is sent; null when the event is no longer kept. */
  body: string | null;
  /** The newest first. */
  tries: DeliveryTryView[];
}

/** A page of deliveries, the newest first. */
export interface DeliveryPage {
  deliveries: DeliveryView[];
  /** The cursor of the next page; null on the last. */
  next: string | null;
}

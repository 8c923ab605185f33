import { z } from "zod";
import type { KeyStatus } from "@/lib/base/auth/key-status";
import { idOf } from "@/lib/base/db/ids";
import { type KeyMode, keyModes, type Permission, permissionNames } from "@/lib/base/permissions.shared";
import { t, words } from "@/lib/language/t";
import { type ApiKeyKind, apiKeyKinds } from "./api-key-kinds.shared";

/** Keys in force that a workspace may have. */
export const MAX_API_KEYS = 100;
/** How long the key before a rotation may go on, in hours: 30 days. */
export const MAX_OVERLAP_HOURS = 720;

const days = z
  .int(words("Give a whole number of days."))
  .min(1, words("Give at least one day."))
  .max(3650, words("Give at most 3,650 days, or none."));

const name = z
  .string(words("Name the key."))
  .trim()
  .min(1, words("Name the key."))
  .max(80, words("Use at most 80 characters."));
/** Of a standard key; other kinds have their own. */
const scopes = z
  .array(
    z.enum(permissionNames, {
      error: ({ input }) => t("There is no scope {scope}.", { scope: JSON.stringify(input)?.slice(0, 60) ?? "" }),
    }),
  )
  .transform((chosen) => [...new Set(chosen)]);
/** Addresses and networks (CIDR) that it may be used from; empty: any. */
const allowedNetworks = z.array(z.string().trim().min(1).max(60)).max(50, words("Name at most 50 networks."));
/** The one domain that it may send from. */
const domainId = idOf("dom").nullable();

export const CreateApiKey = z.strictObject({
  name,
  kind: z.enum(apiKeyKinds).default("standard"),
  mode: z.enum(keyModes).default("live"),
  scopes: scopes.default([]),
  allowedNetworks: allowedNetworks.default([]),
  domainId: domainId.default(null),
  expiresInDays: days.nullable().default(null),
});
export type CreateApiKey = z.input<typeof CreateApiKey>;

export const ApiKeyRef = z.object({ apiKeyId: idOf("key") });
export type ApiKeyRef = z.input<typeof ApiKeyRef>;

/** What is left out stays. Kind and mode are for good. */
export const ChangeApiKey = z.strictObject({
  ...ApiKeyRef.shape,
  name: name.optional(),
  scopes: scopes.optional(),
  allowedNetworks: allowedNetworks.optional(),
  domainId: domainId.optional(),
  /** From now; null: no end. */
  expiresInDays: days.nullable().optional(),
});
export type ChangeApiKey = z.input<typeof ChangeApiKey>;

export const RotateApiKey = ApiKeyRef.extend({
  /** How long the key that is replaced goes on beside the new one; 0: not at all. */
  overlapHours: z
    .int(words("Give a whole number of hours."))
    .min(0, words("Give 0 hours or more."))
    .max(MAX_OVERLAP_HOURS, { error: () => t("Give at most {most} hours.", { most: String(MAX_OVERLAP_HOURS) }) })
    .default(24),
});
export type RotateApiKey = z.input<typeof RotateApiKey>;

/** A new key; the only time that it is seen. */
export interface ShownApiKey {
  /** Public id. */
  id: string;
  name: string;
  key: string;
}

/** A key as the people who manage it see it; ids are public, times ISO 8601. */
export interface ApiKeyView {
  id: string;
  name: string;
  kind: ApiKeyKind;
  mode: KeyMode;
  prefix: string;
  lastFour: string;
  status: KeyStatus;
  scopes: Permission[];
  allowedNetworks: string[];
  /** Public id of the one domain that it may send from, and its name. */
  domainId: string | null;
  domain: string | null;
  createdBy: string;
  createdAt: string;
  lastUsedAt: string | null;
  lastUsedIp: string | null;
  expiresAt: string | null;
  revokedAt: string | null;
  /** The key before the last rotation goes on until then; null when none does. */
  previous: { until: string; usedAt: string | null } | null;
}

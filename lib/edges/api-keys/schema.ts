import { z } from "zod";
import type { KeyStatus } from "@/lib/base/auth/key-status";
import { idOf } from "@/lib/base/db/ids";
import { type KeyMode, keyModes, type Permission, permissionNames } from "@/lib/base/permissions.shared";
import { type ApiKeyKind, apiKeyKinds } from "./api-key-kinds.shared";

/** Keys in force that a workspace may have. */
export const MAX_API_KEYS = 100;
/** How long the key before a rotation may go on, in hours: 30 days. */
export const MAX_OVERLAP_HOURS = 720;

const days = z
  .int("Give a whole number of days.")
  .min(1, "Give at least one day.")
  .max(3650, "Give at most 3,650 days, or none.");

export const CreateApiKey = z.strictObject({
  name: z.string("Name the key.").trim().min(1, "Name the key.").max(80, "Use at most 80 characters."),
  kind: z.enum(apiKeyKinds).default("standard"),
  mode: z.enum(keyModes).default("live"),
  /** Of a standard key; other kinds have their own. */
  scopes: z
    .array(
      z.enum(permissionNames, { error: ({ input }) => `There is no scope ${JSON.stringify(input)?.slice(0, 60)}.` }),
    )
    .default([])
    .transform((scopes) => [...new Set(scopes)]),
  /** Addresses and networks (CIDR) that it may be used from; empty: any. */
  allowedNetworks: z.array(z.string().trim().min(1).max(60)).max(50, "Name at most 50 networks.").default([]),
  /** The one domain that it may send from. */
  domainId: idOf("dom").nullable().default(null),
  expiresInDays: days.nullable().default(null),
});
export type CreateApiKey = z.input<typeof CreateApiKey>;

export const ApiKeyRef = z.object({ apiKeyId: idOf("key") });
export type ApiKeyRef = z.input<typeof ApiKeyRef>;

export const RotateApiKey = ApiKeyRef.extend({
  /** How long the key that is replaced goes on beside the new one; 0: not at all. */
  overlapHours: z
    .int("Give a whole number of hours.")
    .min(0, "Give 0 hours or more.")
    .max(MAX_OVERLAP_HOURS, `Give at most ${MAX_OVERLAP_HOURS} hours.`)
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
  /** Name of the one domain that it may send from. */
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

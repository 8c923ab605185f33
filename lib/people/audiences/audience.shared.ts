import type { ExclusionReason } from "@/lib/events/ledger/exclusion-reasons.shared";

/** Lists, segments and tags of a campaign. In the browser the ids are public, in the database they are uuids. */
export interface Audience {
  include: { lists: string[]; segments: string[]; tags: string[] };
  exclude: { lists: string[]; segments: string[] };
}

/** True once at least one list, segment or tag is included. */
export function hasAudience(audience: Audience): boolean {
  const { lists, segments, tags } = audience.include;
  return lists.length + segments.length + tags.length > 0;
}

export interface AudienceEstimate {
  total: number;
  willReceive: number;
  excludedByReason: Partial<Record<ExclusionReason, number>>;
  /** Of many people a sample was counted: the numbers are about so many. */
  isAbout: boolean;
}

/** A list, segment or tag that can be chosen as audience. `count` is null where counting would be slow. */
export interface AudienceOption {
  id: string;
  kind: "list" | "segment" | "tag";
  name: string;
  count: number | null;
}

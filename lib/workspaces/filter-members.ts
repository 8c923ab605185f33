import { z } from "zod";
import { roles } from "@/lib/base/permissions.shared";
import { rankMatch } from "@/lib/base/text/rank-match.shared";
import type { MemberRow } from "./queries";

/** Which members to list; a wrong value in the address narrows nothing. */
export const MemberFilters = z.object({
  /** Part of a name or address, without accents and case. */
  query: z.string().trim().max(200).optional().catch(undefined),
  role: z.enum(roles).optional().catch(undefined),
  factor: z.literal("none").optional().catch(undefined),
});
export type MemberFilters = z.output<typeof MemberFilters>;

/** The members that fit, in their order. */
export function filterMembers(members: readonly MemberRow[], { query, role, factor }: MemberFilters): MemberRow[] {
  return members.filter(
    (member) =>
      (!role || member.role === role) &&
      (!factor || member.secondFactor === false) &&
      (!query || rankMatch(`${member.name} ${member.email}`, query) !== null),
  );
}

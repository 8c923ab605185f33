import type { SegmentGroup, SegmentRule } from "@/lib/people/segments/schema";
import type { Sent } from "./fill-deeds";
import type { Things } from "./fill-people";

const all = (...rules: SegmentRule[]): SegmentGroup => ({ kind: "group", match: "all", rules });
const any = (...rules: SegmentRule[]): SegmentGroup => ({ kind: "group", match: "any", rules });
const none = (...rules: SegmentRule[]): SegmentGroup => ({ kind: "group", match: "none", rules });

/** Twelve questions as marketers ask them: some find half of everybody, some a dozen. */
export function typicalSegments({ newsletter, offers, vip, buyer }: Things, { spring, summer }: Sent) {
  const on = (listId: string): SegmentRule => ({ kind: "list", listId, op: "on", status: "confirmed" });
  const has = (tagId: string): SegmentRule => ({ kind: "tag", tagId, op: "has" });
  const opened = (days: number, op: "within" | "not_within" = "within"): SegmentRule => ({
    kind: "engagement",
    what: "opened",
    op,
    days,
  });
  const did = (name: string, rest: Partial<Extract<SegmentRule, { kind: "event" }>> = {}): SegmentRule => ({
    kind: "event",
    name,
    op: "did",
    times: 1,
    days: null,
    where: [],
    ...rest,
  });
  const campaign = (
    campaignId: string,
    what: "received" | "opened" | "clicked",
    op: "did" | "did_not" = "did",
  ): SegmentRule => ({ kind: "campaign", campaignId, what, op });
  const plan: SegmentRule = { kind: "field", key: "plan", op: "is", value: "pro" };
  const segments: Record<string, SegmentGroup> = {
    "people of one company": all({ kind: "text", field: "email_domain", op: "is", value: "Company1783.example" }),
    "first name begins with": all({ kind: "text", field: "first_name", op: "begins_with", value: "мар" }),
    "on the plan Pro": all(plan),
    "many points, on a list": all({ kind: "field", key: "points", op: "more", value: 900 }, on(newsletter)),
    "VIPs on a list": all(on(newsletter), has(vip)),
    "opened within 30 days": all(opened(30)),
    "win back: on a list, quiet for 90 days": all(on(newsletter), opened(90, "not_within"), {
      kind: "created",
      op: "not_within",
      days: 90,
    }),
    "received Summer, did not open it": all(campaign(summer, "received"), campaign(summer, "opened", "did_not")),
    "clicked in Spring, not in Summer": all(campaign(spring, "clicked"), campaign(summer, "clicked", "did_not")),
    "ordered three times in 90 days, above 50": all(
      did("order.placed", { times: 3, days: 90, where: [{ key: "total", op: "more", value: 50 }] }),
    ),
    "viewed boots within 14 days, did not order": all(
      did("product.viewed", { days: 14, where: [{ key: "category", op: "is", value: "boots" }] }),
      did("order.placed", { op: "did_not", days: 14 }),
    ),
    nested: all(
      any(all(has(vip), opened(60)), all(has(buyer), plan), did("cart.left", { times: 2, days: 60 })),
      none(on(offers), { kind: "text", field: "email", op: "contains", value: "reader42" }),
    ),
  };
  return segments;
}

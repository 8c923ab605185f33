import type { Ctx } from "@/lib/base/context";
import { publicId } from "@/lib/base/db/ids";
import { getTopic, type Topic } from "@/lib/people/lists/topics";
import type { SegmentGroup } from "@/lib/people/segments/schema";
import { segmentRules } from "@/lib/people/segments/segment-where";
import { createSegment, findSegments } from "@/lib/people/segments/segments";

/** Whom a campaign about a topic leaves out: who has left it, and where people have to ask for it everybody who has not. */
const rulesOf = ({ id: listId, topicOptIn }: Topic): SegmentGroup => ({
  kind: "group",
  match: "all",
  rules: [
    topicOptIn
      ? { kind: "list", listId, op: "on", status: "unsubscribed" }
      : { kind: "list", listId, op: "not_on", status: "confirmed" },
  ],
});

/** The segment that a campaign about a topic leaves out, made when there is none. Answers its UUID. */
export async function outsideTopic(ctx: Ctx, topicId: string): Promise<string> {
  const topic = await getTopic(ctx, topicId);
  const rules = rulesOf(topic);
  const text = JSON.stringify(segmentRules.write(rules));
  const found = (await findSegments(ctx)).find((each) => JSON.stringify(segmentRules.read(each.rules)) === text);
  if (found) return found.id;
  const name = `Not for “${topic.name.slice(0, 60)}” (${publicId("lst", topic.id).slice(-6)})`;
  const description = "Left out of campaigns about this topic that come by the API for clients of Resend.";
  return (await createSegment(ctx, { name, description, rules })).id;
}

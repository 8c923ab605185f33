import { answerCollector } from "@/lib/edges/events-in/answer-collector";

export const dynamic = "force-dynamic";

/** Where libraries of Segment's and RudderStack's tell events; our own web host answers them before Next. */
const answer = Object.assign((request: Request) => answerCollector(request), { access: "public" });

export { answer as GET, answer as OPTIONS, answer as POST };

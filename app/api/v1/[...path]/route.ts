import { answerApi } from "@/lib/edges/api/answer-api";
import { operations } from "@/lib/edges/api/operations";

/** The public API: each operation says its path, scope and shapes itself. */
const answer = (request: Request) => answerApi(operations, request);

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT };

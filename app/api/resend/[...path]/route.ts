import { answerResend } from "@/lib/edges/resend/answer-resend";
import { resendOperations } from "@/lib/edges/resend/operations";

/** What the npm package `resend` talks to once its base URL is this address: each operation says its path, scopes and shapes itself. */
const answer = (request: Request) => answerResend(resendOperations, request);

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT };

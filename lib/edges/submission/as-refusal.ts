import { problems } from "@/lib/edges/api/problems";
import { toProblem } from "@/lib/edges/api/to-problem";
import { RawMailError } from "@/lib/mail/mime/raw-mail";
import { Refusal, refusals } from "./refusal";

/** Octets of a reply line (RFC 5321 §4.5.3.1.5) that are left for words. */
const LONGEST = 400;

/** Whatever was thrown as the reply to a mail: what its sender can put right as 5yz with the reason, everything else as "try again". */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof RawMailError) return refusals.unreadable(error.message);
  const { code, message, errors } = toProblem(error);
  const { status } = problems[code];
  if (code === "idempotency_mismatch" || code === "idempotency_unfinished") return refusals.conflict(message);
  if (code === "idempotency_in_progress") return refusals.inProgress();
  if (code === "unavailable") return new Refusal(451, code, `4.3.0 ${inOneLine(message)}`);
  if (status === 429) return new Refusal(451, code, `4.7.1 ${inOneLine(message)}`);
  if (status >= 500) return refusals.notKept();
  const aboutAuthor = status === 403 || errors.some(({ field }) => field === "from");
  return new Refusal(550, code, `${aboutAuthor ? "5.7.1" : "5.6.0"} ${inOneLine(message)}`);
}

const inOneLine = (text: string) => text.replace(/\s+/g, " ").slice(0, LONGEST);

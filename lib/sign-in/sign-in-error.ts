import { ZodError } from "zod";
import { AppError } from "@/lib/base/errors";
import { createLog } from "@/lib/base/log";
import type { SignInErrorCode } from "@/lib/client/sign-in-errors";

const log = createLog({ part: "sign-in" });
const coded = (code: SignInErrorCode) => new Error(code);

/**
 * What next-auth catches stands in the address of the sign-in page: a sentence that was written for people, or a code of
 * lib/client/sign-in-errors.ts. Never words of zod, of a library or of whoever called.
 */
export function asSignInError(error: unknown): Error {
  if (error instanceof AppError && error.code !== "internal") return error;
  if (error instanceof ZodError) return coded("BadProof");
  log.error("sign-in failed", { error });
  return coded("ServerError");
}

"use client";

import { ApiError } from "@/lib/client/api";
import { outerPath } from "@/lib/client/paths";
import { beginSession } from "@/lib/client/session";
import { textOfSignInError } from "@/lib/client/sign-in-errors";
import { t } from "@/lib/language/t";

const asError = (error: string) => new ApiError("invalid", textOfSignInError(error) ?? error, 401);

/** One call of next-auth; its error, or null when a session began. */
async function begin(provider: string, values: Record<string, string>): Promise<string | null> {
  return beginSession(provider, values).catch(() => {
    throw new ApiError("offline", t("The server could not be reached. Try again."), 0);
  });
}

/**
 * Opens a session with address and password, or says that a second step follows. Throws `ApiError` with words for the form.
 */
export async function signIn(email: string, password: string): Promise<"signed-in" | "second-step"> {
  const error = await begin("credentials", { email, password });
  if (error === "SecondStep") return "second-step";
  if (error) throw asError(error);
  return "signed-in";
}

/** Opens a session with a passkey alone, or with the second factor after a password; throws `refused` when it is wrong. */
export async function signInWith(
  provider: "passkey" | "second-step",
  proof: unknown,
  refused: ApiError,
): Promise<void> {
  const error = await begin(provider, { proof: JSON.stringify(proof) });
  if (error) throw error === "CredentialsSignin" ? refused : asError(error);
}

/** Where the second step is, with the way on after it. */
export const secondStepPath = (nextPath: string) => outerPath("/sign-in/second-step", { next: nextPath });

/** Signs in with an account that was just made; when that fails the sign-in page takes over. */
export async function signInAndGo(email: string, password: string, path: string): Promise<void> {
  try {
    const outcome = await signIn(email, password);
    window.location.assign(outcome === "second-step" ? secondStepPath(path) : path);
  } catch {
    window.location.assign(outerPath("/sign-in", { email, next: path }));
  }
}

"use client";

import { signIn as startSession } from "next-auth/react";
import { ApiError } from "@/lib/client/api";

const wrong = "The address or the password is wrong.";

/** Opens a session with address and password. Throws `ApiError` with words for the form. */
export async function signIn(email: string, password: string): Promise<void> {
  const result = await startSession("credentials", { email, password, redirect: false }).catch(() => undefined);
  if (!result) throw new ApiError("offline", "The server could not be reached. Try again.", 0);
  if (result.error === "CredentialsSignin") throw new ApiError("invalid", wrong, 401);
  if (result.error) throw new ApiError("invalid", result.error, result.status);
}

/** Signs in with an account that was just made; when that fails the sign-in page takes over. */
export async function signInAndGo(email: string, password: string, path: string): Promise<void> {
  try {
    await signIn(email, password);
    window.location.assign(path);
  } catch {
    window.location.assign(`/sign-in?email=${encodeURIComponent(email)}&next=${encodeURIComponent(path)}`);
  }
}

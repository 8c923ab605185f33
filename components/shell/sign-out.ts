"use client";

import { signOut as endSession } from "next-auth/react";
import { clearOwnStorage } from "@/lib/client/own-storage";
import { outerPath } from "@/lib/client/paths";

/** Ends this browser's session, with what it kept for it, and shows the sign-in page or `callbackUrl`. */
export function signOut(callbackUrl = outerPath("/sign-in")): Promise<unknown> {
  // First, so that it is gone also where the server does not answer.
  clearOwnStorage();
  return endSession({ callbackUrl });
}

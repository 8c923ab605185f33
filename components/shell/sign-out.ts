"use client";

import { clearOwnStorage } from "@/lib/client/own-storage";
import { outerPath } from "@/lib/client/paths";
import { endSession } from "@/lib/client/session";

/** Ends this browser's session, with what it kept for it, and shows the sign-in page or `callbackUrl`. */
export async function signOut(callbackUrl = outerPath("/sign-in")): Promise<void> {
  // First, so that it is gone also where the server does not answer.
  clearOwnStorage();
  const there = await endSession(callbackUrl);
  window.location.assign(there);
}

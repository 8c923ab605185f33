"use client";

import { signOut as endSession } from "next-auth/react";
import { outerPath } from "@/lib/client/paths";

/** Ends this browser's session and shows the sign-in page. */
export function signOut(): Promise<unknown> {
  return endSession({ callbackUrl: outerPath("/sign-in") });
}

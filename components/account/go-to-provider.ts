"use client";

import { askProvider } from "@/lib/client/session";

interface Way {
  provider: string;
  /** None: to sign in. */
  purpose?: "link" | "confirm";
  /** The path to come back to; after `link` and `confirm`, `oidc=` in it says what came of it. */
  back: string;
}

/** Leaves for a provider's page. Linking asks to confirm first, where that is needed. */
export async function goToProvider({ provider, purpose, back }: Way): Promise<void> {
  const there = await askProvider(provider, back, purpose);
  window.location.assign(there);
}

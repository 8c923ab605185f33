"use client";

import { api } from "@/lib/client/api";

interface Way {
  provider: string;
  purpose: "link" | "confirm";
  /** The path to come back to, where `oidc=` says what came of it. */
  back: string;
}

/**
 * Leaves for a provider's page to link it or to confirm who one is; signing in goes by next-auth's own client. Linking asks to
 * confirm first, where that is needed.
 */
export async function goToProvider({ provider, purpose, back }: Way): Promise<void> {
  const { csrfToken } = await api.get<{ csrfToken: string }>("/api/auth/csrf");
  const body = { csrfToken, purpose, callbackUrl: back, json: "true" };
  const { url } = await api.post<{ url: string }>(`/api/auth/signin/${provider}`, body);
  window.location.assign(url);
}

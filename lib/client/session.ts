import { api } from "./api";

/**
 * The calls of next-auth's protocol that a browser makes (https://next-auth.js.org/getting-started/rest-api). Its own package for
 * browsers keeps sessions of several tabs in step too, which nothing here asks for, and brings 10 KB to every page.
 */
const formToken = async () => (await api.get<{ csrfToken: string }>("/api/auth/csrf")).csrfToken;

/** Begins a session with what a form of ours asked for; the error that next-auth names, or null. Throws when there is no answer. */
export async function beginSession(provider: string, values: Record<string, string>): Promise<string | null> {
  const callbackUrl = window.location.href;
  const body = new URLSearchParams({ ...values, callbackUrl, csrfToken: await formToken(), json: "true" });
  // Not by `api`: a refusal says in its address what was wrong.
  const response = await fetch(`/api/auth/callback/${provider}`, { method: "POST", body });
  const { url } = (await response.json()) as { url?: string | null };
  if (!url) throw new Error("The server did not say where to go.");
  return new URL(url, window.location.href).searchParams.get("error");
}

/** Ends this browser's session; where to go then. */
export async function endSession(callbackUrl: string): Promise<string> {
  const body = { callbackUrl, csrfToken: await formToken(), json: "true" };
  return (await api.post<{ url: string }>("/api/auth/signout", body)).url;
}

/** Asks for a provider's page: to sign in, to link an account there, or to confirm who one is. Where it is. */
export async function askProvider(
  provider: string,
  callbackUrl: string,
  purpose?: "link" | "confirm",
): Promise<string> {
  const body = { callbackUrl, purpose, csrfToken: await formToken(), json: "true" };
  return (await api.post<{ url: string }>(`/api/auth/signin/${provider}`, body)).url;
}

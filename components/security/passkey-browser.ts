"use client";

import { browserSupportsWebAuthnAutofill, startAuthentication, startRegistration } from "@simplewebauthn/browser";
import { ownTable } from "@/lib/base/text/own-table.shared";
import { ApiError, api } from "@/lib/client/api";
import { type Msg, msg, t } from "@/lib/language/t";

type Question = Parameters<typeof startAuthentication>[0]["optionsJSON"];
type Making = Parameters<typeof startRegistration>[0]["optionsJSON"];

const texts: Record<string, Msg> = ownTable({
  NotAllowedError: msg("Nothing was confirmed. Try again, or use another way."),
  AbortError: msg("Nothing was confirmed. Try again, or use another way."),
  InvalidStateError: msg("This device or key has a passkey for your account already."),
  SecurityError: msg("Passkeys work only on the address of this installation."),
  NotSupportedError: msg("This device cannot make the kind of passkey that is needed."),
});

/** What a browser throws, in words for people. */
function plain(error: unknown): Error {
  if (error instanceof ApiError) return error;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const name = cause instanceof Error ? cause.name : "";
  return new ApiError("invalid", t(texts[name] ?? msg("This browser could not use a passkey.")), 0);
}

/** Asks the server for a question and the person's device for the answer. */
export async function answerWithPasskey(path: string): Promise<unknown> {
  const optionsJSON = await api.post<Question>(path);
  return startAuthentication({ optionsJSON }).catch((error: unknown) => {
    throw plain(error);
  });
}

/** Lets the browser offer passkeys in the address field. Resolves when the person picked one. */
export async function answerFromAutofill(path: string): Promise<unknown> {
  const optionsJSON = await api.post<Question>(path);
  return startAuthentication({ optionsJSON, useBrowserAutofill: true });
}

/** Lets the person's device make a passkey. */
export async function makePasskey(path: string): Promise<unknown> {
  const optionsJSON = await api.post<Making>(path);
  return startRegistration({ optionsJSON }).catch((error: unknown) => {
    throw plain(error);
  });
}

/** Whether this browser shows passkeys beside the names it remembers. */
export const autofillKnowsPasskeys = (): Promise<boolean> => browserSupportsWebAuthnAutofill();

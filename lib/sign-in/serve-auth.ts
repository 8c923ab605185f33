import { oidcProviders } from "@/lib/account/oidc-providers";
import { errorResponse } from "@/lib/base/http/error-response";
import { requireOwnAddress } from "@/lib/base/http/own-addresses";
import { answering } from "@/lib/base/jobs/after-answer";
import { noteRefusal } from "@/lib/base/routes/note-refusal";
import { inLanguage, languageOfRequest } from "@/lib/language/server";
import type { AuthCall } from "./auth-call";
import { nextAuthOptions } from "./next-auth-options";
import { readAuthRequest } from "./read-auth-request";
import { runNextAuth } from "./run-next-auth";
import { serveOidc } from "./serve-oidc";

/** Answers /api/auth/…, whose refusals people read: judges the call first, lets next-auth work on it, and adds our own cookies. */
export function serveAuth(request: Request, segments: readonly string[]): Promise<Response> {
  return inLanguage(languageOfRequest(request.headers), () => serve(request, segments));
}

async function serve(request: Request, segments: readonly string[]): Promise<Response> {
  let foreign = true;
  try {
    requireOwnAddress(request);
    foreign = false;
    const call: AuthCall = { headers: request.headers, setCookies: [] };
    const providers = oidcProviders();
    const ids = providers.map(({ id }) => id);
    const judged = await readAuthRequest(request, segments, ids);
    const provider = providers.find(({ id }) => id === segments[1]);
    const response = await answering(() =>
      provider ? serveOidc(call, judged, provider) : runNextAuth(judged, nextAuthOptions(call)),
    );
    for (const cookie of call.setCookies) response.headers.append("set-cookie", cookie);
    // Drafts that were not saved, whatever page or tab they are of.
    if (segments[0] === "signout") response.headers.set("clear-site-data", '"storage"');
    return response;
  } catch (error) {
    await noteRefusal(error, { request, params: {}, foreign, malformed: true });
    return errorResponse(error);
  }
}

import { inPublicLane } from "@/lib/base/db/lanes";
import { errorResponse } from "@/lib/base/http/error-response";
import { readBytes } from "@/lib/base/http/read-body";
import { noteTry } from "@/lib/base/routes/note-refusal";
import { receiveCall } from "@/lib/inbound/provider-webhooks/receive-call";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ provider: string; token: string }> };

/** Where sending providers tell what became of our mail. They are known by the token and by what they sign, not by a session. */
async function receive(request: Request, context: Context): Promise<Response> {
  try {
    const { provider, token } = await context.params;
    const { status, message, headers } = await receiveCall({
      provider,
      token,
      method: request.method,
      url: request.url,
      headers: Object.fromEntries(request.headers),
      readBody: (limit) => readBytes(request, limit),
    });
    if (status === 404)
      await noteTry(request.headers, "hook.refused", { route: "POST /api/hooks/[provider]", who: null });
    return Response.json({ message }, { status, headers: { "cache-control": "no-store", ...headers } });
  } catch (error) {
    return errorResponse(error);
  }
}

const inLane = (request: Request, context: Context) => inPublicLane(() => receive(request, context));

export const POST = Object.assign(inLane, { access: "public" });

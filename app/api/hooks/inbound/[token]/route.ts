import { publicId } from "@/lib/base/db/ids";
import { inPublicLane } from "@/lib/base/db/lanes";
import { AppError } from "@/lib/base/errors";
import { errorResponse } from "@/lib/base/http/error-response";
import { readBytes } from "@/lib/base/http/read-body";
import { noteTry } from "@/lib/base/routes/note-refusal";
import { receiveMail } from "@/lib/inbound/mail/receive-mail";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ token: string }> };

/** Takes a raw mail that came back somewhere else. Known by the token in the address; answers 202 once the mail is committed. */
async function receive(request: Request, context: Context): Promise<Response> {
  try {
    const { token } = await context.params;
    const { searchParams } = new URL(request.url, "http://localhost");
    const { id, isNew } = await receiveMail({
      token,
      contentType: request.headers.get("content-type") ?? "",
      from: searchParams.get("from") ?? request.headers.get("x-envelope-from"),
      to: searchParams.get("to") ?? request.headers.get("x-envelope-to"),
      readBody: (limit) => readBytes(request, limit),
    });
    const body = { id: publicId("inb", id), status: isNew ? "kept" : "known" };
    return Response.json(body, { status: 202, headers: { "cache-control": "no-store" } });
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found")
      await noteTry(request.headers, "hook.refused", { route: "POST /api/hooks/inbound", who: null });
    return errorResponse(error);
  }
}

const inLane = (request: Request, context: Context) => inPublicLane(() => receive(request, context));

export const POST = Object.assign(inLane, { access: "public" });

import type { SecurityKind } from "@/lib/base/audit/security-kinds.shared";
import { memberContext } from "@/lib/base/auth/member-context";
import { readSession, type SignedIn } from "@/lib/base/auth/session";
import { permissionNeedsStepUp, requireFresh } from "@/lib/base/auth/step-up";
import type { Ctx } from "@/lib/base/context";
import { invalid, unauthenticated } from "@/lib/base/errors";
import { bodyCeiling } from "@/lib/base/http/body-ceilings";
import { clientIp } from "@/lib/base/http/client-ip";
import { errorResponse } from "@/lib/base/http/error-response";
import { requireOwnAddress } from "@/lib/base/http/own-addresses";
import { readJson } from "@/lib/base/http/read-body";
import { unstorableText } from "@/lib/base/http/storable-json";
import { answering } from "@/lib/base/jobs/after-answer";
import { type Permission, requirePermission } from "@/lib/base/permissions.shared";
import { noteRefusal } from "@/lib/base/routes/note-refusal";
import { inLanguage, languageOfRequest } from "@/lib/language/server";
import { setLanguage } from "@/lib/language/speech";
import { heavyWork } from "./heavy-work";
import { noteDone } from "./security-notes";

export interface RouteInput {
  params: Record<string, string>;
  query: Record<string, string>;
  /** Parsed JSON; with `rawBody` undefined, and `request.body` is still unread. */
  body: unknown;
  request: Request;
}
export interface RouteOptions {
  /** The handler reads the body itself, with the limit of `bodyCeiling`. */
  rawBody?: boolean;
  /** Reads much; see `heavyWork`. */
  heavy?: boolean;
  /** For machines that do not call by our name (health checks, cron); nothing there goes by a cookie. */
  anyHost?: boolean;
  /**
   * The person must have proved who they are within the last minutes: secrets, members, exports, deletion. A function says
   * it for the calls that need it. Some permissions ask for it by themselves: lib/base/auth/step-up.ts.
   */
  stepUp?: true | ((input: RouteInput) => boolean);
  /** What the security log says when the call went well: exports, secrets. */
  notes?: SecurityKind;
}
type RouteContext = { params: Promise<Record<string, string> | undefined> };
export type AppRoute = ((request: Request, context: RouteContext) => Promise<Response>) & {
  /** What the caller needs: a permission in the workspace, to be signed in, or nothing. */
  access: Permission | "signed-in" | "public";
  stepUp: RouteOptions["stepUp"];
  notes: RouteOptions["notes"];
};

/** Requests whose input could not be read: no page of ours sends such. */
const malformed = new WeakSet<Request>();

async function routeInput(request: Request, context: RouteContext, options: RouteOptions): Promise<RouteInput> {
  try {
    return await readInput(request, context, options);
  } catch (error) {
    malformed.add(request);
    throw error;
  }
}

async function readInput(request: Request, context: RouteContext, options: RouteOptions): Promise<RouteInput> {
  const url = new URL(request.url, "http://localhost");
  const query = Object.fromEntries(url.searchParams);
  // Next gives none to a route without a parameter in its path.
  const params = (await context.params) ?? {};
  for (const text of [...Object.keys(query), ...Object.values(query), ...Object.values(params).flat()]) {
    const problem = unstorableText(text);
    if (problem) throw invalid(problem);
  }
  const reads = !options.rawBody && request.method !== "GET" && request.method !== "HEAD";
  const body = reads ? await readJson(request, bodyCeiling(url.pathname)) : undefined;
  return { params, query, body, request };
}

function asResponse(result: unknown): Response {
  if (result instanceof Response) return result;
  if (result === undefined) return new Response(null, { status: 204 });
  return Response.json(result, { headers: { "cache-control": "no-store" } });
}

type Answer = (request: Request, context: RouteContext) => Promise<unknown>;

function route(access: AppRoute["access"], answer: Answer, { anyHost, stepUp, notes }: RouteOptions): AppRoute {
  const handler = (request: Request, context: RouteContext) =>
    inLanguage(languageOfRequest(request.headers), () => answerIn(request, context));
  const answerIn = async (request: Request, context: RouteContext) => {
    let foreign = !anyHost;
    try {
      if (!anyHost) requireOwnAddress(request);
      foreign = false;
      return asResponse(await answering(() => answer(request, context)));
    } catch (error) {
      const params = (await context.params) ?? {};
      await noteRefusal(error, { request, params, foreign, malformed: malformed.has(request) });
      return errorResponse(error);
    }
  };
  return Object.assign(handler, { access, stepUp, notes });
}

async function signedIn(request: Request): Promise<SignedIn> {
  const found = await readSession(request.headers.get("cookie"));
  if (!found) throw unauthenticated();
  setLanguage(found.user.language);
  return found;
}

/** The input of a call; where the route asks for a fresh sign-in the body is not read without one. */
async function freshInput(
  request: Request,
  context: RouteContext,
  options: RouteOptions,
  session: SignedIn["session"],
): Promise<RouteInput> {
  if (options.stepUp === true) requireFresh(session);
  const input = await routeInput(request, context, options);
  if (typeof options.stepUp === "function" && options.stepUp(input)) requireFresh(session);
  return input;
}

/**
 * A route of one workspace under /api/app/workspaces/[slug]: session, membership (404 for strangers), permission, body
 * limit by path. What the handler returns is sent as JSON, `undefined` as 204.
 */
export function appRoute(
  permission: Permission,
  handler: (ctx: Ctx, input: RouteInput) => Promise<unknown>,
  options: RouteOptions = {},
): AppRoute {
  return route(
    permission,
    async (request, context) => {
      const { user, session } = await signedIn(request);
      const { slug } = (await context.params) ?? {};
      const { ctx } = await memberContext(user, slug ?? "", clientIp(request.headers));
      requirePermission(ctx, permission);
      if (permissionNeedsStepUp(permission, request.method)) requireFresh(session);
      const answer = async () => {
        const input = await freshInput(request, context, options, session);
        const result = await handler(ctx, input);
        if (options.notes) await noteDone(ctx, options.notes, { input, email: user.email });
        return result;
      };
      return options.heavy ? heavyWork({ userId: user.id, workspaceId: ctx.workspaceId }, answer) : answer();
    },
    options,
  );
}

/** A route for whoever is signed in, outside any workspace. */
export function accountRoute(
  handler: (input: RouteInput & SignedIn) => Promise<unknown>,
  options: RouteOptions = {},
): AppRoute {
  return route(
    "signed-in",
    async (request, context) => {
      const who = await signedIn(request);
      return handler({ ...who, ...(await freshInput(request, context, options, who.session)) });
    },
    options,
  );
}

/** A route for everybody. The handler limits how often itself. */
export function publicRoute(
  handler: (input: RouteInput) => Promise<unknown>,
  options: Omit<RouteOptions, "stepUp" | "notes"> = {},
): AppRoute {
  return route("public", async (request, context) => handler(await routeInput(request, context, options)), options);
}

import { memberContext } from "@/lib/auth/member-context";
import { type Permission, requirePermission } from "@/lib/auth/permissions";
import { readSession, type SignedIn } from "@/lib/auth/session";
import type { Ctx } from "@/lib/context";
import { unauthenticated } from "@/lib/errors";
import { clientIp } from "./client-ip";
import { errorResponse } from "./error-response";
import { requireOwnAddress } from "./own-addresses";
import { readJson } from "./read-body";

export interface RouteInput {
  params: Record<string, string>;
  query: Record<string, string>;
  /** Parsed JSON; with `rawBody` undefined, and `request.body` is still unread. */
  body: unknown;
  request: Request;
}
export interface RouteOptions {
  /** 1 MB unless told. */
  maxBodyBytes?: number;
  rawBody?: boolean;
  /** For machines that do not call by our name (health checks, cron); nothing there goes by a cookie. */
  anyHost?: boolean;
}
type RouteContext = { params: Promise<Record<string, string>> };
export type Route = ((request: Request, context: RouteContext) => Promise<Response>) & {
  /** What the caller needs: a permission in the workspace, to be signed in, or nothing. */
  access: Permission | "signed-in" | "public";
};

async function routeInput(request: Request, context: RouteContext, options: RouteOptions): Promise<RouteInput> {
  const query = Object.fromEntries(new URL(request.url, "http://localhost").searchParams);
  const reads = !options.rawBody && request.method !== "GET" && request.method !== "HEAD";
  const body = reads ? await readJson(request, options.maxBodyBytes ?? 1_000_000) : undefined;
  return { params: await context.params, query, body, request };
}

function asResponse(result: unknown): Response {
  if (result instanceof Response) return result;
  if (result === undefined) return new Response(null, { status: 204 });
  return Response.json(result, { headers: { "cache-control": "no-store" } });
}

type Answer = (request: Request, context: RouteContext) => Promise<unknown>;

function route(access: Route["access"], answer: Answer, { anyHost }: RouteOptions): Route {
  const handler = async (request: Request, context: RouteContext) => {
    try {
      if (!anyHost) requireOwnAddress(request);
      return asResponse(await answer(request, context));
    } catch (error) {
      return errorResponse(error);
    }
  };
  return Object.assign(handler, { access });
}

async function signedIn(request: Request): Promise<SignedIn> {
  const found = await readSession(request.headers.get("cookie"));
  if (!found) throw unauthenticated();
  return found;
}

/**
 * A route of one workspace under /api/app/workspaces/[slug]: session, membership (404 for strangers), permission, body
 * limit. What the handler returns is sent as JSON, `undefined` as 204.
 */
export function appRoute(
  permission: Permission,
  handler: (ctx: Ctx, input: RouteInput) => Promise<unknown>,
  options: RouteOptions = {},
): Route {
  return route(
    permission,
    async (request, context) => {
      const { user } = await signedIn(request);
      const { slug } = await context.params;
      const { ctx } = await memberContext(user, slug ?? "", clientIp(request.headers));
      requirePermission(ctx, permission);
      return handler(ctx, await routeInput(request, context, options));
    },
    options,
  );
}

/** A route for whoever is signed in, outside any workspace. */
export function accountRoute(
  handler: (input: RouteInput & SignedIn) => Promise<unknown>,
  options: RouteOptions = {},
): Route {
  return route(
    "signed-in",
    async (request, context) => {
      const who = await signedIn(request);
      return handler({ ...who, ...(await routeInput(request, context, options)) });
    },
    options,
  );
}

/** A route for everybody. The handler limits how often itself. */
export function publicRoute(handler: (input: RouteInput) => Promise<unknown>, options: RouteOptions = {}): Route {
  return route(
    "public",
    async (request, context) => handler(await routeInput(request, context, { maxBodyBytes: 64_000, ...options })),
    options,
  );
}

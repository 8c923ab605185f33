import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { type MemberContext, memberContext } from "@/lib/base/auth/member-context";
import { isOperator } from "@/lib/base/auth/operator";
import { readSession, type SignedIn } from "@/lib/base/auth/session";
import type { Ctx } from "@/lib/base/context";
import { AppError } from "@/lib/base/errors";
import { clientIp } from "@/lib/base/http/client-ip";
import { pagePathHeader } from "@/lib/base/http/page-path";
import { type Permission, roleCan } from "@/lib/base/permissions.shared";
import { noteTry } from "@/lib/base/routes/note-refusal";
import { outerPath, pathIn, pathUnder, storedPath, workspacePath } from "@/lib/client/paths";
import { setLanguage } from "@/lib/language/speech";

export type PageContext = Ctx & Omit<MemberContext, "ctx"> & SignedIn;

/** Who is signed in, or null; one look-up a request. The page speaks their language from here on. */
export const currentSession = cache(async (): Promise<SignedIn | null> => {
  const found = await readSession((await headers()).get("cookie"));
  if (found) setLanguage(found.user.language);
  return found;
});

const load = cache(async (slug: string): Promise<PageContext> => {
  const signedIn = await currentSession();
  if (!signedIn) redirect(outerPath("/sign-in", { next: pathIn(slug, "/") }));
  try {
    const { ctx, workspace, member } = await memberContext(signedIn.user, slug, clientIp(await headers()));
    if (workspace.slug !== slug) redirect(await samePageOf(workspace.slug));
    return { ...ctx, workspace, member, ...signedIn };
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") {
      await noteTry(await headers(), "access.not_found", { route: "GET /[slug]", slug, who: signedIn });
      notFound();
    }
    if (error instanceof AppError && error.code === "second_factor_required")
      redirect(outerPath("/second-factor", { next: pathIn(slug, "/") }));
    throw error;
  }
});

/** Where the page that was asked for is under the slug that its workspace has now. */
async function samePageOf(slug: string): Promise<string> {
  const asked = (await headers()).get(pagePathHeader) ?? "/";
  const below = asked.replace(/^\/[^/?]*/, "");
  return pathUnder(slug, storedPath(below) ?? workspacePath("/"));
}

/** Context of a workspace page. Sends the signed-out to sign in; answers 404 to strangers and to roles without the permission. */
export async function pageContext(params: { slug: string }, permission?: Permission): Promise<PageContext> {
  const ctx = await load(params.slug);
  if (permission && !roleCan(ctx.member.role, permission)) await refuse(ctx, permission);
  return ctx;
}

/** The same for a page about the whole installation, as `requireOperator` has it: 404 to everybody but its operators. */
export async function operatorPageContext(params: { slug: string }, permission?: Permission): Promise<PageContext> {
  const ctx = await pageContext(params, permission);
  if (!isOperator(ctx.user)) await refuse(ctx, "operator");
  return ctx;
}

async function refuse({ user, session, workspace }: PageContext, needs: string): Promise<never> {
  const tried = { route: "GET /[slug]", slug: workspace.slug, more: { needs }, who: { user, session } };
  await noteTry(await headers(), "access.refused", tried);
  notFound();
}

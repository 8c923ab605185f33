import { redirect } from "next/navigation";
import { accountCtx } from "@/lib/account/account-ctx";
import { isFirstRun } from "@/lib/account/queries";
import { currentSession } from "@/lib/base/routes/page-context";
import { outerPath, pathIn } from "@/lib/client/paths";
import { findWorkspacesOfUser } from "@/lib/workspaces/queries";

/** The door: to the first run, to sign in, or to where the user works. */
export default async function HomePage(): Promise<never> {
  const signedIn = await currentSession();
  if (!signedIn) redirect(outerPath((await isFirstRun(accountCtx())) ? "/setup" : "/sign-in"));
  const [first, ...others] = await findWorkspacesOfUser(accountCtx(), signedIn.user.id);
  redirect(first && others.length === 0 ? pathIn(first.slug, "/") : outerPath("/workspaces"));
}

import { maybeMsg, t } from "@/lib/language/t";

/** Why a try was not taken; null where it was. Only 2xx says that: a redirect could lead anywhere and is not followed. */
export function refusedAnswer(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400)
    return t("It answered {status}, a redirect. Redirects are not followed: give the address that it leads to.", {
      status: String(status),
    });
  if (status === 410) return t("It answered 410 Gone: it wants no more.");
  return t("It answered {status}.", { status: String(status) });
}

/** The same of a try that was written down: by its status, in the language of whoever reads it; else as it was kept. */
export function tryProblem({ statusCode, error }: { statusCode: number | null; error: string | null }): string | null {
  if (!error) return null;
  return (statusCode !== null && refusedAnswer(statusCode)) || t(maybeMsg(error));
}

import { AppError } from "@/lib/base/errors";
import { onceInProcess } from "@/lib/base/process/once-in-process";
import { t } from "@/lib/language/t";

/** Questions that read much: one person asks a few at once, and a workspace not all that the process has. */
const limits = { person: 2, workspace: 4 };
const retrySeconds = 5;

// Per process, because what they protect is of the process: its connections (few, with a longest statement) and its one thread.
const running = onceInProcess("heavy work", () => new Map<string, number>());

function leave(key: string): void {
  const left = (running.get(key) ?? 1) - 1;
  if (left > 0) running.set(key, left);
  else running.delete(key);
}

/** Runs a heavy question, or throws `rate_limited` in words. An answer that is still being written counts until it ends. */
export async function heavyWork<T>(who: { userId: string; workspaceId: string }, work: () => Promise<T>): Promise<T> {
  const person = `user ${who.userId}`;
  const workspace = `workspace ${who.workspaceId}`;
  const full = (key: string, limit: number) => (running.get(key) ?? 0) >= limit;
  if (full(person, limits.person))
    throw tooMany(t("You have other large questions running. Wait until they are answered and try again."));
  if (full(workspace, limits.workspace))
    throw tooMany(t("Your workspace has other large questions running. Wait until they are answered and try again."));
  for (const key of [person, workspace]) running.set(key, (running.get(key) ?? 0) + 1);
  let done = false;
  const end = () => {
    if (done) return;
    done = true;
    leave(person);
    leave(workspace);
  };
  try {
    const result = await work();
    if (result instanceof Response && result.body) return endingWith(result, end) as T;
    end();
    return result;
  } catch (error) {
    end();
    throw error;
  }
}

function tooMany(text: string): AppError {
  return new AppError("rate_limited", text, undefined, retrySeconds);
}

function endingWith(response: Response, end: () => void): Response {
  const reader = response.body!.getReader();
  const body = new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done) return controller.enqueue(value);
        end();
        controller.close();
      } catch (error) {
        end();
        controller.error(error);
      }
    },
    cancel(reason) {
      end();
      return reader.cancel(reason);
    },
  });
  return new Response(body, response);
}

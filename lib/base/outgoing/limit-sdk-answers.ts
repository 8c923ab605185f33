import { Readable } from "node:stream";
import { limitedPieces } from "@/lib/base/http/read-body";

interface Answer {
  response: unknown;
}
type Next = (args: never) => Promise<Answer>;

/** The part of an AWS client that this needs. */
interface Sdk {
  middlewareStack: { add(middleware: (next: Next) => Next, options: { step: "deserialize"; priority: "low" }): void };
}

/** Lets no answer to an AWS client have more than so many bytes: its library reads whatever comes. */
export function limitSdkAnswers<T>(client: T, maxBytes = 4_000_000): T {
  const limited = (next: Next): Next => {
    return async (args) => {
      const answer = await next(args);
      const response = answer.response as { body?: unknown } | undefined;
      if (response?.body instanceof Readable)
        response.body = Readable.from(
          limitedPieces(response.body, { limit: maxBytes, text: "The answer is too long." }),
        );
      return answer;
    };
  };
  (client as unknown as Sdk).middlewareStack.add(limited, { step: "deserialize", priority: "low" });
  return client;
}

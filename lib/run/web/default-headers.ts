import type { ServerResponse } from "node:http";

/** Puts headers on an answer in the moment it leaves, each where whoever made the answer has not said it themselves. */
export function defaultHeaders(response: ServerResponse, headers: Readonly<Record<string, string>>): void {
  const { writeHead } = response;
  // Node calls it for every answer, also where nobody else does; headers given to it win over those set before.
  response.writeHead = ((...args: Parameters<typeof writeHead>) => {
    for (const [name, value] of Object.entries(headers)) {
      if (!response.hasHeader(name)) response.setHeader(name, value);
    }
    return writeHead.apply(response, args);
  }) as typeof writeHead;
}

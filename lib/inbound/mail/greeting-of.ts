import { connect } from "node:net";

const waitMs = 1_000;

/** First octets that a server of this machine says when somebody connects; "" when it says nothing within a second. */
export function greetingOf(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host: host === "0.0.0.0" ? "127.0.0.1" : host, port });
    const done = (greeting: string) => {
      socket.destroy();
      resolve(greeting);
    };
    socket.setTimeout(waitMs, () => done(""));
    socket.once("error", () => done(""));
    socket.once("data", (chunk) => done(chunk.toString("latin1")));
  });
}

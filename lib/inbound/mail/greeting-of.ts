import { connect } from "node:net";
import { connect as connectTls } from "node:tls";

const waitMs = 1_000;

/** First octets that a server of this machine says when somebody connects, with TLS where it speaks that; "" when it says nothing within a second. */
export function greetingOf(host: string, port: number, tls = false): Promise<string> {
  return new Promise((resolve) => {
    const at = { host: host === "0.0.0.0" ? "127.0.0.1" : host, port };
    // Whose certificate it is does not matter: nothing is said to it.
    const socket = tls ? connectTls({ ...at, rejectUnauthorized: false }) : connect(at);
    const done = (greeting: string) => {
      socket.destroy();
      resolve(greeting);
    };
    socket.setTimeout(waitMs, () => done(""));
    socket.once("error", () => done(""));
    socket.once("data", (chunk) => done(chunk.toString("latin1")));
  });
}

import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { connect as connectTls } from "node:tls";

/** A client that is told every octet: it says a line and hears a reply. */
export class SmtpClient {
  socket: Socket;
  private text = "";

  /** With TLS from the first octet where `secure`. */
  constructor(port: number, secure = false) {
    const at = { port, host: "127.0.0.1" };
    this.socket = secure ? connectTls({ ...at, rejectUnauthorized: false }) : connect(at);
    this.hear(this.socket);
  }

  private hear(socket: Socket): void {
    socket.on("data", (chunk: Buffer) => {
      this.text += chunk.toString("latin1");
    });
    socket.on("error", () => {});
  }

  async reply(): Promise<string> {
    for (let waited = 0; waited < 10_000; waited += 10) {
      const match = /^(?:\d{3}-[^\n]*\n)*\d{3} [^\n]*\n/.exec(this.text);
      if (match) {
        this.text = this.text.slice(match[0].length);
        return match[0].trim();
      }
      if (this.socket.destroyed || this.socket.readableEnded) return "closed";
      await sleep(10);
    }
    throw new Error(`No reply; heard ${this.text}`);
  }

  async say(line: string): Promise<string> {
    this.socket.write(`${line}\r\n`);
    return this.reply();
  }

  async startTls(): Promise<void> {
    this.socket.removeAllListeners("data");
    const secure = connectTls({ socket: this.socket, rejectUnauthorized: false });
    await new Promise((resolve, reject) => secure.once("secureConnect", resolve).once("error", reject));
    this.hear(secure);
    this.socket = secure;
  }
}

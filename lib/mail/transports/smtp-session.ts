import { Readable } from "node:stream";
import SMTPConnection, { type SMTPConnectionSendInfo } from "nodemailer/lib/smtp-connection";
import type { OutgoingMessage } from "../transport";
import type { SmtpOptions } from "./smtp-options";

/** What nodemailer puts on its errors. */
interface SmtpError extends Error {
  code?: string;
  responseCode?: number;
  response?: string;
}

/** How one hand-over ended, before it is judged. */
export interface HandOver {
  /** The peer's final reply, or null when none came. */
  reply: string | null;
  /** Words for the log when there was no reply. */
  error: string | null;
  /** True once the peer had agreed to take the content, so it may have it even if no reply came. */
  handedOver: boolean;
}

/** One open connection to the peer. Sends one message at a time. */
export class SmtpSession {
  sent = 0;
  #connection: SMTPConnection;
  #alive = true;
  #offersSmtpUtf8 = false;

  private constructor(options: SmtpOptions) {
    this.#connection = new SMTPConnection({ ...options.connection });
    const dead = () => {
      this.#alive = false;
    };
    this.#connection.on("error", dead);
    this.#connection.on("end", dead);
  }

  /** Connects, upgrades to TLS where offered, and signs in. Throws an Error with the peer's words. */
  static async open(options: SmtpOptions): Promise<SmtpSession> {
    const session = new SmtpSession(options);
    const connection = session.#connection;
    await new Promise<void>((resolve, reject) => {
      connection.once("error", reject);
      connection.once("end", () => reject(new Error("The connection was closed.")));
      connection.connect((error) => (error ? reject(error) : resolve()));
    });
    session.#offersSmtpUtf8 = /\bSMTPUTF8\b/i.test(connection.lastServerResponse || "");
    const { auth } = options;
    if (auth && connection.allowsAuth) {
      await new Promise<void>((resolve, reject) => {
        connection.login(auth, (error) => (error ? reject(error) : resolve()));
      }).catch((error: Error) => {
        session.close();
        throw error;
      });
    }
    return session;
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Hands one message over. Never throws. */
  async send(message: OutgoingMessage): Promise<HandOver> {
    if (message.smtpUtf8 && !this.#offersSmtpUtf8) {
      return {
        reply: "550 5.6.7 The mail server does not take internationalised addresses (SMTPUTF8).",
        error: null,
        handedOver: false,
      };
    }
    let handedOver = false;
    const content = new Readable({
      read() {
        // nodemailer starts reading after the peer's 354 reply to DATA, not before.
        handedOver = true;
        this.push(message.raw);
        this.push(null);
      },
    });
    try {
      const info = await this.#hand(message, content);
      this.sent += 1;
      return { reply: info.response, error: null, handedOver: true };
    } catch (error) {
      return this.#failed(error as SmtpError, handedOver);
    }
  }

  /** Says goodbye and lets the socket go. */
  close(): void {
    if (!this.#alive) return;
    this.#alive = false;
    this.#connection.quit();
  }

  #hand(message: OutgoingMessage, content: Readable): Promise<SMTPConnectionSendInfo> {
    const envelope = {
      from: message.envelopeFrom,
      to: [message.envelopeTo],
      size: message.raw.length,
      dsn: { ret: "HDRS", envid: message.id, notify: ["FAILURE", "DELAY"] },
    };
    return new Promise((resolve, reject) => {
      this.#connection.send(envelope, content, (error, info) => (error || !info ? reject(error) : resolve(info)));
    });
  }

  async #failed(error: SmtpError, handedOver: boolean): Promise<HandOver> {
    const reply = replyOf(error, handedOver);
    if (reply?.startsWith("421") || error.code === "ECONNECTION" || error.code === "ETIMEDOUT") this.#drop();
    else if (this.#alive) await this.#reset();
    return { reply, error: reply ? null : error.message, handedOver };
  }

  /** A refused message leaves a half-open transaction behind. */
  #reset(): Promise<void> {
    return new Promise((resolve) => {
      this.#connection.once("end", () => resolve());
      this.#connection.once("error", () => resolve());
      this.#connection.reset((error) => {
        if (error) this.#drop();
        resolve();
      });
    });
  }

  #drop(): void {
    this.#alive = false;
    this.#connection.close();
  }
}

/** The peer's words; a message over the size that it announced (RFC 1870) is refused here, before it is asked. */
function replyOf(error: SmtpError, handedOver: boolean): string | null {
  if (error.response && /^[2-5]\d\d/.test(error.response)) return error.response;
  return error.code === "EMESSAGE" && !handedOver ? `552 5.3.4 ${error.message}` : null;
}

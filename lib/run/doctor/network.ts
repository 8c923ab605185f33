import { promises as dns } from "node:dns";
import { connect } from "node:net";
import { connect as connectTls, type DetailedPeerCertificate } from "node:tls";
import { greetingOf } from "@/lib/inbound/mail/greeting-of";
import type { DnsResolver } from "@/lib/sending/domains/check-record";

/** What became of a connection: somebody answers, says no, says nothing in time, or the name leads nowhere. */
export type Dialled = "open" | "refused" | "silent" | "unknown name";

/** What a server shows of itself; `distrust` is null when this machine's authorities stand behind it, else why not. */
export interface ShownCertificate {
  validTo: Date;
  distrust: string | null;
}

/** The look-ups of a check of DNS, and those of addresses. */
export interface DoctorResolver extends DnsResolver {
  resolve4(host: string): Promise<string[]>;
  resolve6(host: string): Promise<string[]>;
}

/** Everything outside that the doctor asks: tests give their own. */
export interface DoctorNetwork {
  resolver: DoctorResolver;
  dial(host: string, port: number): Promise<Dialled>;
  /** First octets of an SMTP server of ours; "" when it says nothing. */
  greeting(host: string, port: number): Promise<string>;
  /** Throws when nobody answers. */
  certificate(host: string, port: number): Promise<ShownCertificate>;
}

const waitMs = 4000;

/** A connection, closed as soon as it stands; four seconds at most. */
function dial(host: string, port: number): Promise<Dialled> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const done = (state: Dialled) => {
      socket.destroy();
      resolve(state);
    };
    socket.setTimeout(waitMs, () => done("silent"));
    socket.once("connect", () => done("open"));
    socket.once("error", ({ code }: NodeJS.ErrnoException) => {
      if (code === "ECONNREFUSED" || code === "ECONNRESET") return done("refused");
      done(code === "ENOTFOUND" || code === "EAI_AGAIN" ? "unknown name" : "silent");
    });
  });
}

function certificate(host: string, port: number): Promise<ShownCertificate> {
  return new Promise((resolve, reject) => {
    // Whoever is not trusted is looked at too: why is what the reader wants to know.
    const socket = connectTls({ host, port, servername: host, rejectUnauthorized: false });
    const fail = (error: Error) => {
      socket.destroy();
      reject(error);
    };
    socket.setTimeout(waitMs, () => fail(new Error("nobody answered in time")));
    socket.once("error", fail);
    socket.once("secureConnect", () => {
      const shown: DetailedPeerCertificate = socket.getPeerCertificate(true);
      const distrust = socket.authorized ? null : String(socket.authorizationError);
      socket.destroy();
      resolve({ validTo: new Date(shown.valid_to), distrust });
    });
  });
}

/** The world as it is. */
export function realNetwork(): DoctorNetwork {
  return { resolver: new dns.Resolver({ timeout: 3000, tries: 1 }), dial, greeting: greetingOf, certificate };
}

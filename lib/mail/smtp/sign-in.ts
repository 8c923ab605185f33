import { isIP } from "node:net";
import { toKeep } from "@/lib/language/say-again";
import type { Capabilities } from "./capabilities";
import type { Dialogue, SmtpReply } from "./dialogue";
import { peerName, SmtpFailure } from "./failure";
import { failureTexts } from "./failure-texts";
import type { SmtpAuth, SmtpAuthMethod, SmtpOptions } from "./smtp-options";

/**
 * Signs in (RFC 4954). Throws SmtpFailure: `auth` with the peer's words when it refuses, `throttled` when it asks to come
 * back later, `config` when it must not or cannot be tried.
 */
export async function signIn(dialogue: Dialogue, auth: SmtpAuth, offered: Capabilities, options: SmtpOptions) {
  const encrypted = "encrypted" in dialogue.socket;
  if (!encrypted && !options.allowInsecureAuth && !isLoopback(options.host)) {
    const text = toKeep(failureTexts.passwordInTheClear, {
      peer: peerName(options),
      setting: "allowInsecureAuth=true",
    });
    throw new SmtpFailure("config", text);
  }
  const method = chooseMethod(auth, offered, options);
  const reply = await MECHANISMS[method](dialogue, auth, options.timeouts.commandMs);
  if (reply.code === 235) return;
  const kind = reply.code < 500 ? "throttled" : reply.code === 538 ? "config" : "auth";
  const values = { peer: peerName(options), user: auth.user, reply: reply.text };
  throw new SmtpFailure(kind, toKeep(failureTexts.signInRefused, values));
}

/** True for the machine itself. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

function chooseMethod(auth: SmtpAuth, { auth: offered }: Capabilities, options: SmtpOptions): SmtpAuthMethod {
  if (offered.size === 0) {
    throw new SmtpFailure("config", toKeep(failureTexts.noSignIn, { peer: peerName(options) }));
  }
  const wanted: SmtpAuthMethod[] = auth.method ? [auth.method] : auth.token ? ["xoauth2"] : ["plain", "login"];
  const method = wanted.find((each) => offered.has(each.toUpperCase()));
  if (method) return method;
  const values = { peer: peerName(options), offered: [...offered].join(", "), wanted: wanted.join(" or ") };
  throw new SmtpFailure("config", toKeep(failureTexts.otherSignIn, values));
}

const MECHANISMS: Record<
  SmtpAuthMethod,
  (dialogue: Dialogue, auth: SmtpAuth, timeoutMs: number) => Promise<SmtpReply>
> = {
  /** RFC 4616. */
  plain: (dialogue, { user, pass = "" }, timeoutMs) =>
    dialogue.command(`AUTH PLAIN ${base64(`\0${user}\0${pass}`)}`, timeoutMs),

  /** draft-murchison-sasl-login: name and password, each asked for. */
  login: async (dialogue, { user, pass = "" }, timeoutMs) => {
    for (const line of ["AUTH LOGIN", base64(user)]) {
      const reply = await dialogue.command(line, timeoutMs);
      if (reply.code !== 334) return reply;
    }
    return dialogue.command(base64(pass), timeoutMs);
  },

  /** Google's and Microsoft's OAuth 2 mechanism. A refusal comes as a 334 challenge with JSON, answered by an empty line. */
  xoauth2: async (dialogue, { user, token = "" }, timeoutMs) => {
    const bearer = typeof token === "string" ? token : await freshToken(token);
    const reply = await dialogue.command(
      `AUTH XOAUTH2 ${base64(`user=${user}\x01auth=Bearer ${bearer}\x01\x01`)}`,
      timeoutMs,
    );
    if (reply.code !== 334) return reply;
    const reason = Buffer.from(reply.text.slice(4), "base64").toString("utf8").replace(/\s+/g, " ");
    const final = await dialogue.command("", timeoutMs);
    return /^[\x20-\x7e]+$/.test(reason) ? { ...final, text: `${final.text} ${reason}` } : final;
  },
};

async function freshToken(token: () => Promise<string>): Promise<string> {
  try {
    return await token();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new SmtpFailure("auth", `No access token could be had: ${message}`);
  }
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}

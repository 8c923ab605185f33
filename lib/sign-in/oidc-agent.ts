import http from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";

/** A call to an OpenID provider may be silent for this long, and last this long in all. */
export const oidcTimeoutMs = 5_000;
const wholeCallMs = 10_000;
/** The keys of a large provider are some 20 kB. */
const maxOctets = 1_048_576;

type Made = (error: Error | null, stream: Duplex) => void;

/** Ends a connection that gives too much or takes too long, however slowly it drips. */
function bound<S extends Duplex | null | undefined>(socket: S): S {
  if (!socket) return socket;
  const late = setTimeout(() => socket.destroy(new Error("The provider took too long.")), wholeCallMs);
  socket.once("close", () => clearTimeout(late));
  socket.on("data", () => {
    if ((socket as unknown as Socket).bytesRead > maxOctets)
      socket.destroy(new Error("The provider answered too much."));
  });
  return socket;
}

class BoundedHttp extends http.Agent {
  override createConnection(options: http.ClientRequestArgs, made?: Made) {
    return bound(super.createConnection(options, made));
  }
}

class BoundedHttps extends https.Agent {
  override createConnection(options: https.RequestOptions, made?: Made) {
    return bound(super.createConnection(options, made));
  }
}

const agents = { "http:": new BoundedHttp(), "https:": new BoundedHttps() };

/** For calls to this issuer. An agent for TLS refuses plain HTTP, so that no endpoint of the issuer's choice is without. */
export const oidcAgent = (issuer: string) => agents[new URL(issuer).protocol as keyof typeof agents];

/** Failures before a connection stood: nothing of the request can have reached the peer. */
const NEVER_LEFT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

/** Why a request got no answer. */
export interface NoAnswer {
  /** False when nothing of the request can have left this machine. */
  mayHaveLeft: boolean;
  text: string;
}

/** Reads an error that was thrown instead of an answer, down through its causes. Unknown ones may have left. */
export function readNoAnswer(error: unknown): NoAnswer {
  const chain: unknown[] = [];
  for (let each = error; each && chain.length < 5; each = (each as { cause?: unknown }).cause) chain.push(each);
  // Several addresses of one name that were all tried (happy eyeballs) come as one AggregateError.
  const all = chain.flatMap((each) =>
    each instanceof AggregateError && each.errors.length > 0 ? each.errors : [each],
  );
  const left = all.filter((each) => codeOf(each) !== null).map(codeOf);
  const text = messageOf(all.at(-1) ?? error);
  const noConnection = all.some((each) => /did not establish a connection/.test(messageOf(each)));
  return { mayHaveLeft: !noConnection && !(left.length > 0 && left.every((code) => NEVER_LEFT.has(code ?? ""))), text };
}

function codeOf(error: unknown): string | null {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : null;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}

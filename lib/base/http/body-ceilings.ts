import { env } from "@/lib/base/env";
import { PART_BYTES } from "./part-bytes.shared";

const KB = 1_000;
const MB = 1_000_000;

export const MAX_SUPPRESSION_FILE_BYTES = 500 * MB;
/** A picture for mail. */
export const MAX_ASSET_BYTES = PART_BYTES;
/** A single mail of a program, in JSON: 10 MB of files are 13.4 MB of base64. */
export const MAX_EMAIL_BODY_BYTES = 16 * MB;
/** The forms that recipients post have a few hundred bytes. */
export const PUBLIC_BODY_LIMIT = 8_192;
/** What no line below names: no path of ours takes more without saying so here. */
const OTHERS = 8 * KB;
/** The longest call that a sending provider posts; each has its own limit below it. */
const MAX_PROVIDER_CALL_BYTES = 5 * MB;

const inWorkspace = (rest: string) => new RegExp(`^/api/app/workspaces/[^/]+/${rest}$`);

/** The first line that fits a path says how many bytes a body there may have, whoever sends it. */
const ceilings: readonly (readonly [RegExp, () => number])[] = [
  [inWorkspace("imports/[^/]+/parts/[^/]+"), () => PART_BYTES],
  [inWorkspace("suppressions/import"), () => MAX_SUPPRESSION_FILE_BYTES],
  [inWorkspace("assets"), () => MAX_ASSET_BYTES],
  // Documents of the editor.
  [inWorkspace("(templates|campaigns)/[^/]+"), () => 2 * MB],
  [inWorkspace("preview"), () => 2 * MB],
  [inWorkspace(".*"), () => MB],
  // A thousand contacts; hosts of functions take no more.
  [/^\/api\/v1\/+contacts\/+batch\/*$/, () => PART_BYTES],
  // A thousand events.
  [/^\/api\/v1\/+events\/+batch\/*$/, () => PART_BYTES],
  // A hundred mails.
  [/^\/api\/v1\/+emails\/batch\/*$/, () => PART_BYTES],
  // One with its files in base64.
  [/^\/api\/v1\/+emails\/*$/, () => MAX_EMAIL_BODY_BYTES],
  // A file that comes whole.
  [/^\/api\/v1\/+imports\/*$/, () => PART_BYTES],
  // A part of one.
  [/^\/api\/v1\/+imports\/+[^/]+\/+parts\/+[^/]+\/*$/, () => PART_BYTES],
  // Documents of the editor.
  [/^\/api\/v1\/+(campaigns|templates)(\/|$)/, () => 2 * MB],
  [/^\/api\/v1\//, () => 256 * KB],
  // The same in Resend's form.
  [/^\/api\/resend\/+emails\/+batch\/*$/, () => PART_BYTES],
  [/^\/api\/resend\/+emails\/*$/, () => MAX_EMAIL_BODY_BYTES],
  [/^\/api\/resend\/+contacts\/+imports\/*$/, () => PART_BYTES],
  [/^\/api\/resend\/+(broadcasts|templates)(\/|$)/, () => 2 * MB],
  [/^\/api\/resend\//, () => 256 * KB],
  // A tool that is given HTML.
  [/^\/api\/mcp$/, () => 2 * MB],
  [/^\/api\/(app|auth)\//, () => 64 * KB],
  [/^\/api\/hooks\/inbound\/[^/]+$/, () => env.INBOUND_MAX_BYTES],
  [/^\/api\/hooks\/[^/]+\/[^/]+$/, () => MAX_PROVIDER_CALL_BYTES],
  // Batches of events; each library has its own limit below it.
  [/^\/(api\/(segment|posthog)|v1)\//, () => PART_BYTES],
  [/^\/[tu]\//, () => PUBLIC_BODY_LIMIT],
];

/** The most bytes that the body of a request to a path may have. The web host and the route wrappers both ask here. */
export function bodyCeiling(path: string): number {
  return ceilings.find(([pattern]) => pattern.test(path))?.[1]() ?? OTHERS;
}

import { lookup } from "node:dns/promises";
import { env } from "@/lib/base/env";
import { isInsideAddress } from "./address-ranges";

/** What a tenant's server is reached for. */
export type Purpose = "smtp" | "imap" | "https";

const ports: Readonly<Record<Purpose, readonly number[]>> = {
  // Submission, and the other ports by which relays take mail from networks that block 25.
  smtp: [25, 465, 587, 2465, 2525, 2587, 8025],
  imap: [143, 993],
  https: [443],
};

/** The world as the connector finds it; tests put other values in. */
export const surroundings = {
  /** All addresses of a name, from the system's resolver. */
  resolve: async (name: string): Promise<readonly string[]> => {
    const found = await lookup(name, { all: true, verbatim: true });
    return found.map(({ address }) => address);
  },
  isInside: isInsideAddress,
  ports: (purpose: Purpose): readonly number[] => ports[purpose],
  /** The operator lets workspaces use servers in private networks: then nothing is kept from them. */
  allowsAll: (): boolean => env.ALLOW_PRIVATE_SMTP,
  /** How long finding and reaching a server may take, and how long every failure of it takes, in milliseconds. */
  reachMs: 5_000,
};

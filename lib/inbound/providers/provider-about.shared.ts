import { type Msg, msg } from "@/lib/language/t";
import type { ListAccess } from "./list-access-schema";

/**
 * How a provider proves that a call is its own, and so what its endpoint is set up with: what it shows to be pasted here, the topics
 * that may speak, or credentials that we make. `wrong` is said where what is given is not what it looks like.
 */
type Proof =
  | { by: "signing_secret" | "verification_key"; label: Msg; help: Msg; wrong: Msg }
  | { by: "topic"; label: Msg; help: Msg; wrong: Msg; example: string }
  /** `inAddress`: its set-up page has one field for an address, and the credentials go into it. */
  | { by: "credentials"; inAddress: boolean };

interface SetupGuide {
  /** What to do at the provider, in order. */
  steps: readonly Msg[];
  /** The events to choose, as the provider writes them. */
  events: readonly string[];
  /** What is easily done wrong. */
  caution?: Msg;
}

export interface AccessField {
  name: keyof ListAccess;
  label: Msg;
  help?: Msg;
  optional?: boolean;
}

/** What people see of a provider. What it does is its `Provider`. */
export interface ProviderAbout {
  label: string;
  proof: Proof;
  /** What to click at the provider, so that its events come here. */
  guide: SetupGuide;
  /** What its suppression list is reached with. */
  listAccess: readonly AccessField[];
}

export const europe: AccessField = {
  name: "region",
  label: msg("Region"),
  help: msg("Write eu for an account in the European Union; else leave it empty."),
  optional: true,
};

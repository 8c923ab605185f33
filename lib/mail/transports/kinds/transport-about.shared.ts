import type { Msg } from "@/lib/language/t";

/** What people see of a kind of transport. What it does is its `TransportBehaviour`. */
export interface TransportAbout {
  label: Msg;
  /** For one that follows the installation's settings; stored as its name. */
  installedName: string;
  /** Beside the label where one is added; null for one that cannot be. */
  offer: Msg | null;
  /**
   * Who answers: the embedded mailbox, a mail server, or a provider's API. A provider speaks about our account and not about
   * receivers, and keeps to their pace itself.
   */
  reach: "embedded" | "server" | "provider";
  /** Why receivers have no pace by set-up; null where they have. */
  paceNote: Msg | null;
  /** The peer gives a message an id of its own, which its events name. */
  givesIds: boolean;
  /** It is handed parts of a message, not the whole: they must name the author who was judged. */
  takesParts: boolean;
  /** A workspace can add one; what the API takes for that is with its behaviour. */
  mayBeAdded: boolean;
}

import { type Msg, msg } from "@/lib/language/t";
import type { ConsentMethod } from "./consent-methods.shared";

/** They stand behind what a person did, apart from it. */
export const consentMethodNames = {
  import: msg("by import", "how a person agreed or withdrew"),
  manual: msg("entered by hand", "how a person agreed or withdrew"),
  form: msg("on a form", "how a person agreed or withdrew"),
  api: msg("by API", "how a person agreed or withdrew"),
  one_click: msg("by one-click unsubscribe", "how a person agreed or withdrew"),
  unsubscribe_page: msg("on the unsubscribe page", "how a person agreed or withdrew"),
  preference_page: msg("on the preference page", "how a person agreed or withdrew"),
  mailto: msg("by mail", "how a person agreed or withdrew"),
  complaint: msg("by marking mail as spam", "how a person agreed or withdrew"),
} as const satisfies Record<ConsentMethod, Msg>;

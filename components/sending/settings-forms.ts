import type { OwnKind } from "@/lib/mail/transports/kinds/transport-kinds.shared";
import { resendSettings } from "./resend-settings";
import { sesSettings } from "./ses-settings";
import type { SettingsForm } from "./settings-form";
import { smtpSettings } from "./smtp-settings";

const forms = {
  smtp: smtpSettings,
  resend: resendSettings,
  ses: sesSettings,
} satisfies Record<OwnKind, object>;

/** The part of the form that is particular to a kind; what is shown in it must be of this kind. */
export const settingsForm = (kind: OwnKind) => forms[kind] as SettingsForm<unknown>;

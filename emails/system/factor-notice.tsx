import { t } from "@/lib/language/t";
import { Text } from "../blocks/text";
import { productTheme, SystemMail } from "./system-mail";

export interface FactorNoticeProps {
  name: string;
  /** What happened, as a sentence. */
  what: string;
  /** ISO time. */
  at: string;
  ip: string | null;
  /** Where the person mends it if it was not them. */
  url: string;
}

export const factorNoticeSubject = () => t("Your account's security was changed");

/** Tells a person what happened to the second factors of their account. */
export function FactorNotice(props: FactorNoticeProps) {
  const when = `${props.at.slice(0, 16).replace("T", " ")} UTC`;
  return (
    <SystemMail
      subject={factorNoticeSubject()}
      previewText={props.what}
      heading={factorNoticeSubject()}
      action={t("Choose a new password")}
      url={props.url}
      note={t(
        "If this was you, nothing is to be done. If not, choose a new password at once: that signs out every device. Then look at your second factors.",
      )}
    >
      <Text theme={productTheme}>{t("Hello {name},", { name: props.name })}</Text>
      <Text theme={productTheme}>{props.what}</Text>
      <Text theme={productTheme}>
        {props.ip ? t("{when}, from the network address {ip}.", { when, ip: props.ip }) : `${when}.`}
      </Text>
    </SystemMail>
  );
}

import { Text } from "../blocks/text";
import { productTheme, SystemMail } from "./system-mail";

export interface FactorNoticeProps {
  name: string;
  /** What happened, to go on a sentence: "the passkey “Phone” was added to your account". */
  what: string;
  /** ISO time. */
  at: string;
  ip: string | null;
  /** Where the person mends it if it was not them. */
  url: string;
}

export const factorNoticeSubject = () => "Your account's security was changed";

/** Tells a person what happened to the second factors of their account. */
export function FactorNotice(props: FactorNoticeProps) {
  const when = `${props.at.slice(0, 16).replace("T", " ")} UTC`;
  return (
    <SystemMail
      subject={factorNoticeSubject()}
      previewText={`At ${when}: ${props.what}.`}
      heading="Your account's security was changed"
      action="Choose a new password"
      url={props.url}
      note="If this was you, nothing is to be done. If not, choose a new password at once: that signs out every device. Then look at your second factors."
    >
      <Text theme={productTheme}>Hello {props.name},</Text>
      <Text theme={productTheme}>
        at {when} {props.what}
        {props.ip ? `, from the network address ${props.ip}` : ""}.
      </Text>
    </SystemMail>
  );
}

import { Text } from "../blocks/text";
import { productTheme, SystemMail } from "./system-mail";

export interface VerifyEmailProps {
  name: string;
  url: string;
}

export const verifyEmailSubject = () => "Confirm your email address";

/** Asks a new user to show that the address is theirs. */
export function VerifyEmail(props: VerifyEmailProps) {
  return (
    <SystemMail
      subject={verifyEmailSubject()}
      previewText="One click and your account is ready."
      heading="Confirm your email address"
      action="Confirm address"
      url={props.url}
      note="If you did not create an account, you can ignore this mail. Nothing will happen."
    >
      <Text theme={productTheme}>Hello {props.name},</Text>
      <Text theme={productTheme}>
        please confirm that this address is yours. We use it to sign you in and to tell you when something needs your
        attention.
      </Text>
    </SystemMail>
  );
}

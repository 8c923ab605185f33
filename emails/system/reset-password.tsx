import { Text } from "../blocks/text";
import { productTheme, SystemMail } from "./system-mail";

export interface ResetPasswordProps {
  name: string;
  url: string;
  /** How long the link works. */
  minutes: number;
}

export const resetPasswordSubject = () => "Set a new password";

/** Carries the link that lets a user choose a new password. */
export function ResetPassword(props: ResetPasswordProps) {
  return (
    <SystemMail
      subject={resetPasswordSubject()}
      previewText={`The link works for ${props.minutes} minutes.`}
      heading="Set a new password"
      action="Choose a new password"
      url={props.url}
      note="If you did not ask for this, ignore this mail. Your password stays as it is."
    >
      <Text theme={productTheme}>Hello {props.name},</Text>
      <Text theme={productTheme}>
        somebody asked for a new password for your account. The link works once and for {props.minutes} minutes.
      </Text>
    </SystemMail>
  );
}

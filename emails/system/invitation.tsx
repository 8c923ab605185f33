import { Text } from "../blocks/text";
import { productTheme, SystemMail } from "./system-mail";

export interface InvitationProps {
  inviter: string;
  workspace: string;
  role: string;
  url: string;
}

export const invitationSubject = (props: InvitationProps) => `${props.inviter} invites you to ${props.workspace}`;

/** Asks somebody to join a workspace. */
export function Invitation(props: InvitationProps) {
  return (
    <SystemMail
      subject={invitationSubject(props)}
      previewText={`Join ${props.workspace} as ${props.role}.`}
      heading={`Join ${props.workspace}`}
      action="Accept invitation"
      url={props.url}
      note={`If you do not know ${props.inviter}, you can ignore this mail.`}
    >
      <Text theme={productTheme}>
        {props.inviter} invites you to work together in <strong>{props.workspace}</strong> as {props.role}.
      </Text>
      <Text theme={productTheme}>
        {props.workspace} plans, sends and follows its email campaigns with Homing. Accept, and you are in.
      </Text>
    </SystemMail>
  );
}

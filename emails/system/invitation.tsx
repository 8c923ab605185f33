import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import { Text } from "../blocks/text";
import { productTheme, SystemMail } from "./system-mail";

export interface InvitationProps {
  inviter: string;
  workspace: string;
  role: string;
  url: string;
}

export const invitationSubject = ({ inviter, workspace }: InvitationProps) =>
  t("{inviter} invites you to {workspace}", { inviter, workspace });

/** Asks somebody to join a workspace. */
export function Invitation(props: InvitationProps) {
  const { inviter, workspace, role } = props;
  return (
    <SystemMail
      subject={invitationSubject(props)}
      previewText={t("Join {workspace} as {role}.", { workspace, role })}
      heading={t("Join {workspace}", { workspace })}
      action={t("Accept invitation")}
      url={props.url}
      note={t("If you do not know {inviter}, you can ignore this mail.", { inviter })}
    >
      <Text theme={productTheme}>
        {rich("{inviter} invites you to work together in <b>{workspace}</b> as {role}.", {
          ...{ inviter, workspace, role },
          b: (inner) => <strong>{inner}</strong>,
        })}
      </Text>
      <Text theme={productTheme}>
        {t("{workspace} plans, sends and follows its email campaigns with Homing. Accept, and you are in.", {
          workspace,
        })}
      </Text>
    </SystemMail>
  );
}

import { t } from "@/lib/language/t";
import { Text } from "../blocks/text";
import { productTheme, SystemMail } from "./system-mail";

export interface NotificationProps {
  title: string;
  body: string;
  workspace: string;
  action: string;
  url: string;
}

export const notificationSubject = (props: NotificationProps) => `${props.workspace}: ${props.title}`;

/** Tells a member of a workspace about something that wants a person. */
export function Notification(props: NotificationProps) {
  const paragraphs = props.body.split("\n").filter((line) => line.trim() !== "");
  return (
    <SystemMail
      subject={notificationSubject(props)}
      previewText={paragraphs[0] ?? props.title}
      heading={props.title}
      action={props.action}
      url={props.url}
      note={t("You get this mail because you work in {workspace}.", { workspace: props.workspace })}
    >
      {paragraphs.map((line) => (
        <Text key={line} theme={productTheme}>
          {line}
        </Text>
      ))}
    </SystemMail>
  );
}

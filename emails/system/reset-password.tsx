import { t } from "@/lib/language/t";
import { Text } from "../blocks/text";
import { productTheme, SystemMail } from "./system-mail";

export interface ResetPasswordProps {
  name: string;
  url: string;
  /** How long the link works. */
  minutes: number;
}

export const resetPasswordSubject = () => t("Set a new password");

/** Carries the link that lets a user choose a new password. */
export function ResetPassword(props: ResetPasswordProps) {
  return (
    <SystemMail
      subject={resetPasswordSubject()}
      previewText={t("{minutes, plural, one {The link works for # minute.} other {The link works for # minutes.}}", {
        minutes: props.minutes,
      })}
      heading={resetPasswordSubject()}
      action={t("Choose a new password")}
      url={props.url}
      note={t("If you did not ask for this, ignore this mail. Your password stays as it is.")}
    >
      <Text theme={productTheme}>{t("Hello {name},", { name: props.name })}</Text>
      <Text theme={productTheme}>
        {t(
          "{minutes, plural, one {somebody asked for a new password for your account. The link works once and for # minute.} other {somebody asked for a new password for your account. The link works once and for # minutes.}}",
          { minutes: props.minutes },
        )}
      </Text>
    </SystemMail>
  );
}

import { t } from "@/lib/language/t";
import { Text } from "../blocks/text";
import { productTheme, SystemMail } from "./system-mail";

export interface VerifyEmailProps {
  name: string;
  url: string;
}

export const verifyEmailSubject = () => t("Confirm your email address");

/** Asks a new user to show that the address is theirs. */
export function VerifyEmail(props: VerifyEmailProps) {
  return (
    <SystemMail
      subject={verifyEmailSubject()}
      previewText={t("One click and your account is ready.")}
      heading={verifyEmailSubject()}
      action={t("Confirm address")}
      url={props.url}
      note={t("If you did not create an account, you can ignore this mail. Nothing will happen.")}
    >
      <Text theme={productTheme}>{t("Hello {name},", { name: props.name })}</Text>
      <Text theme={productTheme}>
        {t(
          "please confirm that this address is yours. We use it to sign you in and to tell you when something needs your attention.",
        )}
      </Text>
    </SystemMail>
  );
}

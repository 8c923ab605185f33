import type { Metadata } from "next";
import { MessagePage } from "@/components/shell/message-page";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { outerPath } from "@/lib/client/paths";
import { t } from "@/lib/language/t";

export const generateMetadata = (): Metadata => ({ title: t("Not found") });

export default function NotFound() {
  return (
    <MessagePage title={t("There is nothing here")} code="404">
      <p>{t("The page was moved or deleted, or it belongs to a workspace you are not a member of.")}</p>
      <Button asChild>
        <Link href={outerPath("/")}>{t("Go to your workspace")}</Link>
      </Button>
    </MessagePage>
  );
}

import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { outerPath } from "@/lib/client/paths";
import { t } from "@/lib/language/t";

/** Inside the shell when a record is missing; strangers to the workspace get the page of app/not-found. */
export default function WorkspaceNotFound() {
  return (
    <>
      <PageHeader title={t("Not found")} />
      <EmptyState
        title={t("There is nothing here")}
        description={t("It was deleted or moved, or your role does not include it.")}
        action={
          <Button asChild variant="outline">
            <Link href={outerPath("/")}>{t("Go to your workspace")}</Link>
          </Button>
        }
      />
    </>
  );
}

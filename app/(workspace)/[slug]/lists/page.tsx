import { ListChecks } from "lucide-react";
import type { Metadata } from "next";
import { ListTable } from "@/components/lists/list-table";
import { NewListButton } from "@/components/lists/new-list-button";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { roleCan } from "@/lib/base/permissions.shared";
import { pageContext } from "@/lib/base/routes/page-context";
import { pathIn } from "@/lib/client/paths";
import { t } from "@/lib/language/t";
import { findLists } from "@/lib/people/lists/queries";

export const generateMetadata = (): Metadata => ({ title: t("Lists") });

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ListsPage({ params, searchParams }: Props) {
  const ctx = await pageContext(await params, "lists.read");
  const archived = (await searchParams).archived === "yes";
  const lists = await findLists(ctx, { archived: archived ? "yes" : "no" });
  const newList = roleCan(ctx.member.role, "lists.write") ? <NewListButton /> : undefined;
  const { slug } = ctx.workspace;
  return (
    <>
      <PageHeader
        title={archived ? t("Archived lists") : t("Lists")}
        back={archived ? { href: pathIn(slug, "/lists"), label: t("Lists") } : undefined}
        actions={
          archived ? undefined : (
            <>
              <Button variant="ghost" asChild>
                <Link href={pathIn(slug, "/lists", { archived: "yes" })}>{t("Archived", undefined, "lists")}</Link>
              </Button>
              {newList}
            </>
          )
        }
      />
      {lists.length > 0 ? (
        <ListTable lists={lists} />
      ) : (
        <EmptyState
          icon={<ListChecks aria-hidden />}
          title={archived ? t("No list is archived") : t("A list is what people subscribe to")}
          description={
            archived
              ? t("Lists you take out of use are kept here with their people.")
              : t("A newsletter, product news, invitations: make one for each thing people can say yes or no to.")
          }
          action={archived ? undefined : newList}
        />
      )}
    </>
  );
}

import { Upload } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { WriteToButton } from "@/components/campaigns/write-to-button";
import { ContactTable } from "@/components/contacts/contact-table";
import { FilterBar } from "@/components/contacts/filter-bar";
import { NewContactDialog } from "@/components/contacts/new-contact-dialog";
import { GrowthCard } from "@/components/lists/growth-card";
import { ListActions } from "@/components/lists/list-actions";
import { ListTiles } from "@/components/lists/list-tiles";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { roleCan } from "@/lib/base/permissions.shared";
import { pageContext } from "@/lib/base/routes/page-context";
import { pathIn } from "@/lib/client/paths";
import { t } from "@/lib/language/t";
import { orNotFound } from "@/lib/people/contacts/or-not-found";
import { contactsTable } from "@/lib/people/lists/contacts-table";
import { getListSummary, listGrowth } from "@/lib/people/lists/queries";
import { ListRef } from "@/lib/people/lists/schema";

export const generateMetadata = (): Metadata => ({ title: t("List") });

interface Props {
  params: Promise<{ slug: string; listId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ListPage({ params, searchParams }: Props) {
  const ctx = await pageContext(await params, "lists.read");
  const ref = ListRef.safeParse(await params);
  const list = ref.success ? await orNotFound(getListSummary(ctx, ref.data.listId)) : null;
  if (!ref.success || !list) notFound();
  const search = await searchParams;
  const [table, growth] = await Promise.all([
    contactsTable(ctx, search, { list: list.id }),
    listGrowth(ctx, ref.data.listId, ctx.workspace.timeZone),
  ]);
  const nobody = table.page.items.length === 0;
  const narrowed = Object.keys(table.filters).length > 1;
  const mayWrite = roleCan(ctx.member.role, "contacts.write");
  return (
    <>
      <PageHeader
        title={list.name}
        description={list.description || undefined}
        badge={
          list.archivedAt ? (
            <Badge>{t("Archived")}</Badge>
          ) : list.isPublic ? undefined : (
            <Badge variant="outline">{t("Hidden")}</Badge>
          )
        }
        back={{ href: pathIn(ctx.workspace.slug, "/lists"), label: t("Lists") }}
        actions={
          <>
            <ListActions list={list} />
            {list.archivedAt ? null : <WriteToButton list={list.id} />}
          </>
        }
      />
      <ListTiles list={list} />
      <GrowthCard days={growth} />
      {nobody && !narrowed ? (
        <EmptyState
          title={t("Nobody is on this list yet")}
          description={t("Import people who agreed to it, or add them one by one.")}
          action={
            mayWrite && !list.archivedAt ? (
              <>
                <Button asChild>
                  <Link href={pathIn(ctx.workspace.slug, "/contacts/import", { list: list.id })}>
                    <Upload aria-hidden />
                    {t("Import contacts")}
                  </Link>
                </Button>
                <NewContactDialog lists={table.choices.lists} listId={list.id} />
              </>
            ) : undefined
          }
        />
      ) : (
        <>
          <FilterBar choices={table.choices} fields={table.fields} listId={list.id} />
          {nobody ? (
            <EmptyState title={t("Nobody fits these filters")} />
          ) : (
            <ContactTable
              page={table.page}
              total={table.total}
              fields={table.fields}
              choices={table.choices}
              filters={table.filters}
            />
          )}
        </>
      )}
    </>
  );
}

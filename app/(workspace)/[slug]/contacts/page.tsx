import { Download, Upload, UsersRound } from "lucide-react";
import type { Metadata } from "next";
import { ContactTable } from "@/components/contacts/contact-table";
import { FilterBar } from "@/components/contacts/filter-bar";
import { NewContactDialog } from "@/components/contacts/new-contact-dialog";
import { DownloadLink } from "@/components/security/download-link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { roleCan } from "@/lib/base/permissions.shared";
import { type PageContext, pageContext } from "@/lib/base/routes/page-context";
import { pathIn, routePath } from "@/lib/client/paths";
import { t } from "@/lib/language/t";
import { contactsTable } from "@/lib/people/lists/contacts-table";
import { findViews, presentView } from "@/lib/people/views/views";

export const generateMetadata = (): Metadata => ({ title: t("Contacts") });

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ContactsPage({ params, searchParams }: Props) {
  const ctx = await pageContext(await params, "contacts.read");
  const [table, views] = await Promise.all([contactsTable(ctx, await searchParams), findViews(ctx)]);
  const nobody = table.page.items.length === 0;
  if (nobody && !table.narrowed) return <FirstContacts ctx={ctx} lists={table.choices.lists} />;
  return (
    <>
      <PageHeader
        title={t("Contacts")}
        actions={<Actions ctx={ctx} lists={table.choices.lists} filters={table.filters} />}
      />
      <FilterBar choices={table.choices} fields={table.fields} views={views.map(presentView)} />
      {nobody ? (
        <EmptyState
          title={t("Nobody fits these filters")}
          description={t(
            "The search looks for each word in addresses, names and the fields chosen for it; one or two letters have to begin a word.",
          )}
        />
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
  );
}

interface ActionProps {
  ctx: PageContext;
  lists: { id: string; name: string }[];
  filters?: Record<string, string>;
}

function Actions({ ctx, lists, filters }: ActionProps) {
  const { slug } = ctx.workspace;
  const may = (permission: Parameters<typeof roleCan>[1]) => roleCan(ctx.member.role, permission);
  return (
    <>
      {filters && may("contacts.export") ? (
        <Button variant="outline" asChild>
          <DownloadLink href={routePath("/api/app/workspaces/[slug]/contacts/export", { slug, ...filters })}>
            <Download aria-hidden />
            <span className="max-sm:sr-only">{t("Export")}</span>
          </DownloadLink>
        </Button>
      ) : null}
      {may("contacts.import") ? (
        <Button variant={filters ? "outline" : "default"} asChild>
          <Link href={pathIn(slug, "/contacts/import")}>
            <Upload aria-hidden />
            <span className={filters && "max-sm:sr-only"}>{t("Import")}</span>
          </Link>
        </Button>
      ) : null}
      {may("contacts.write") ? <NewContactDialog lists={lists} first={!filters} /> : null}
    </>
  );
}

function FirstContacts({ ctx, lists }: ActionProps) {
  return (
    <>
      <PageHeader title={t("Contacts")} />
      <EmptyState
        icon={<UsersRound aria-hidden />}
        title={t("Bring in the people you write to")}
        description={t(
          "Import a CSV file from the tool you use now, or add people one by one. Each keeps a record of when and how they agreed.",
        )}
        action={<Actions ctx={ctx} lists={lists} />}
      />
    </>
  );
}

import { Filter, Plus } from "lucide-react";
import type { Metadata } from "next";
import { SegmentCount } from "@/components/segments/segment-count";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { roleCan } from "@/lib/base/permissions.shared";
import { pageContext } from "@/lib/base/routes/page-context";
import { pathIn } from "@/lib/client/paths";
import { t } from "@/lib/language/t";
import { findSegments, presentSegment } from "@/lib/people/segments/segments";

export const generateMetadata = (): Metadata => ({ title: t("Segments") });

export default async function SegmentsPage({ params }: { params: Promise<{ slug: string }> }) {
  const ctx = await pageContext(await params, "segments.read");
  const segments = (await findSegments(ctx)).map(presentSegment);
  const { slug } = ctx.workspace;
  const create = roleCan(ctx.member.role, "segments.write") ? (
    <Button asChild>
      <Link href={pathIn(slug, "/contacts/segments/[segmentId]", { segmentId: "new" })}>
        <Plus aria-hidden />
        {t("New segment")}
      </Link>
    </Button>
  ) : undefined;
  return (
    <>
      <PageHeader
        title={t("Segments")}
        back={{ href: pathIn(slug, "/contacts"), label: t("Contacts") }}
        actions={segments.length > 0 ? create : undefined}
      />
      {segments.length === 0 ? (
        <EmptyState
          icon={<Filter aria-hidden />}
          title={t("A segment is a question that stays")}
          description={t(
            "Who lives in Berlin and clicked this month? Save the rules once: a segment finds whoever fits at the moment you ask.",
          )}
          action={create}
        />
      ) : (
        <Table label={t("Segments")} containerClassName="rounded-xl border">
          <TableHeader>
            <TableRow className="hover:bg-transparent">
              <TableHead>{t("Segment")}</TableHead>
              <TableHead className="text-end">{t("People")}</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {segments.map((segment) => (
              <TableRow key={segment.id}>
                <TableCell className="whitespace-normal">
                  <Link
                    href={pathIn(slug, "/contacts/segments/[segmentId]", { segmentId: segment.id })}
                    className="rounded-sm font-medium hover:underline"
                  >
                    {segment.name}
                  </Link>
                  <span className="block text-muted-foreground text-xs">{segment.description}</span>
                </TableCell>
                <TableCell className="text-end">
                  <SegmentCount segment={segment} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </>
  );
}

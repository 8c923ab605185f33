import { Undo2 } from "lucide-react";
import Link from "next/link";
import { DateTime } from "@/components/shell/date-time";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { type InboundItem, type InboundPage, inboundKindLabels } from "@/lib/inbound/schema";

interface ReturnedMailProps {
  slug: string;
  page: InboundPage;
  /** Address of the next page; null at the end. */
  nextHref: string | null;
  firstHref: string | null;
}

/** Bounces, complaints, replies and what could not be understood, with what each of them changed. */
export function ReturnedMail({ slug, page, nextHref, firstHref }: ReturnedMailProps) {
  if (page.items.length === 0) {
    return (
      <EmptyState
        icon={<Undo2 aria-hidden />}
        title="Nothing came back"
        description="Bounce reports, complaints, replies and unsubscribe mails to your return addresses are listed here, with what each of them changed."
      />
    );
  }
  return (
    <>
      <Table label="Mail that came back">
        <TableHeader>
          <TableRow>
            <TableHead>Received</TableHead>
            <TableHead>Kind</TableHead>
            <TableHead>About</TableHead>
            <TableHead>What it says</TableHead>
            <TableHead>Effect</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {page.items.map((item) => (
            <ReturnedRow key={item.id} item={item} slug={slug} />
          ))}
        </TableBody>
      </Table>
      <Pagination
        previous={firstHref ? { href: firstHref } : null}
        previousLabel="Newest"
        next={nextHref ? { href: nextHref } : null}
        nextLabel="Older"
      />
    </>
  );
}

function ReturnedRow({ item, slug }: { item: InboundItem; slug: string }) {
  return (
    <TableRow>
      <TableCell className="text-muted-foreground">
        <DateTime value={item.receivedAt} />
      </TableCell>
      <TableCell>
        <Badge variant={item.problem ? "warning" : "secondary"}>
          {item.kind ? inboundKindLabels[item.kind] : "Waiting to be read"}
        </Badge>
      </TableCell>
      <TableCell className="whitespace-nowrap">
        {item.messageId ? (
          <Link
            href={`/${slug}/messages/${item.messageId}`}
            className="rounded-sm font-medium underline-offset-4 hover:underline"
          >
            {item.about}
          </Link>
        ) : (
          (item.about ?? "–")
        )}
      </TableCell>
      <TableCell className="min-w-64 max-w-md">
        <span className="line-clamp-2 break-words">{item.problem ?? item.says ?? "–"}</span>
      </TableCell>
      <TableCell className="whitespace-nowrap">{item.effect ?? "Nothing changed"}</TableCell>
    </TableRow>
  );
}

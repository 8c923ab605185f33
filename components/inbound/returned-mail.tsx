"use client";

import { Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { DateTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { NativeSelect } from "@/components/ui/native-select";
import { Pagination } from "@/components/ui/pagination";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import {
  type InboundKind,
  inboundKindLabels,
  inboundKinds,
  inboundRouteLabels,
} from "@/lib/inbound/mail/inbound-kinds.shared";
import type { InboundItem, InboundPage } from "@/lib/inbound/mail/schema";
import { t } from "@/lib/language/t";
import { ReturnedSource } from "./returned-source";

interface Props {
  page: InboundPage;
  kind: InboundKind | null;
  hasCursor: boolean;
}

/** Bounces, complaints, replies and what could not be understood, with what each of them changed and the mail itself one click away. */
export function ReturnedMail({ page, kind, hasCursor }: Props) {
  const { path } = useWorkspace();
  const router = useRouter();
  const [shown, setShown] = useState<string | null>(null);
  const here = (query: Record<string, string>) => path("/replies/returned-mail", { kind, ...query });
  return (
    <>
      <div className="mb-3 w-fit">
        <NativeSelect
          aria-label={t("Kind")}
          value={kind ?? ""}
          onChange={(event) => router.push(path("/replies/returned-mail", { kind: event.target.value }))}
        >
          <option value="">{t("All kinds")}</option>
          {inboundKinds.map((each) => (
            <option key={each} value={each}>
              {t(inboundKindLabels[each])}
            </option>
          ))}
        </NativeSelect>
      </div>
      {page.items.length === 0 ? (
        <EmptyState
          icon={<Undo2 aria-hidden />}
          title={kind ? t("Nothing of this kind came back") : t("Nothing came back")}
          description={t(
            "Bounce reports, complaints, replies and unsubscribe mails are listed here, with what each of them changed.",
          )}
        />
      ) : (
        <Table label={t("Returned mail")}>
          <TableHeader>
            <TableRow>
              <TableHead>{t("Received")}</TableHead>
              <TableHead>{t("Kind")}</TableHead>
              <TableHead>{t("About")}</TableHead>
              <TableHead>{t("What it says")}</TableHead>
              <TableHead>{t("Effect")}</TableHead>
              <TableHead>
                <span className="sr-only">{t("Source")}</span>
              </TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {page.items.map((item) => (
              <ReturnedRow key={item.id} item={item} onSource={() => setShown(item.id)} />
            ))}
          </TableBody>
        </Table>
      )}
      <Pagination
        previous={hasCursor ? { href: here({}) } : null}
        previousLabel={t("Newest")}
        next={page.nextCursor ? { href: here({ cursor: page.nextCursor }) } : null}
        nextLabel={t("Older")}
      />
      <ReturnedSource id={shown} onClose={() => setShown(null)} />
    </>
  );
}

function ReturnedRow({ item, onSource }: { item: InboundItem; onSource: () => void }) {
  const { path } = useWorkspace();
  return (
    <TableRow>
      <TableCell className="text-muted-foreground">
        <DateTime value={item.receivedAt} />
        <p className="text-xs">{t(inboundRouteLabels[item.route])}</p>
      </TableCell>
      <TableCell>
        <Badge variant={item.problem ? "warning" : "secondary"}>
          {item.kind ? t(inboundKindLabels[item.kind]) : t("Waiting to be read")}
        </Badge>
      </TableCell>
      <TableCell className="whitespace-nowrap">
        {item.messageId ? (
          <Link
            href={path("/messages/[messageId]", { messageId: item.messageId })}
            className="rounded-sm font-medium underline-offset-4 hover:underline"
          >
            {item.about}
          </Link>
        ) : (
          (item.about ?? "–")
        )}
        {item.likely ? <p className="text-muted-foreground text-xs">{t("Likely, by recipient and time")}</p> : null}
      </TableCell>
      <TableCell className="min-w-64 max-w-md">
        <span className="line-clamp-2 break-words">{item.problem ?? item.says ?? "–"}</span>
      </TableCell>
      <TableCell className="whitespace-nowrap">{item.effect ?? t("Nothing changed")}</TableCell>
      <TableCell className="text-end">
        <Button variant="ghost" size="sm" onClick={onSource}>
          {t("Source")}
        </Button>
      </TableCell>
    </TableRow>
  );
}

"use client";

import { useMutation } from "@tanstack/react-query";
import { Globe2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useUrlFilters } from "@/components/contacts/use-url-filters";
import { type Found, SearchedList } from "@/components/installation/searched-list";
import { DateTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Card, CardContent } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { actionsColumn, type Column } from "@/components/ui/list-table";
import { SwitchField } from "@/components/ui/switch";
import { TableCell, TableRow } from "@/components/ui/table";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toaster";
import { errorMessage } from "@/lib/client/api";
import { msg, t } from "@/lib/language/t";
import type { InstallationSuppressionItem } from "@/lib/people/suppressions/schema";
import { ReasonBadge } from "./reason-badge";

interface Props extends Found<InstallationSuppressionItem> {
  shared: boolean;
}

const columns: readonly Column[] = [
  { label: msg("Address") },
  { label: msg("Reason") },
  { label: msg("From", "who put an address on a list"), className: "hidden md:table-cell" },
  { label: msg("Since"), className: "hidden md:table-cell" },
  actionsColumn,
];

/** What no workspace of the installation may mail; for the operator. */
export function InstallationList({ shared, ...found }: Props) {
  const query = useUrlFilters().get("query");
  return (
    <div className="grid gap-4">
      <SharingCard shared={shared} />
      <SearchedList
        {...found}
        search={{ label: t("Search by beginning of address or domain"), placeholder: t("Address or @domain") }}
        label={t("Addresses blocked for the whole installation")}
        columns={columns}
        empty={{
          icon: Globe2,
          title: query ? t("No address fits") : t("Nothing is blocked for everybody"),
          description: query
            ? t("The search looks at the beginning of the address, or after an @ of the domain.")
            : t("Addresses added here get mail from no workspace of this installation, whatever their lists say."),
        }}
        row={(item) => <Row item={item} />}
      />
    </div>
  );
}

function SharingCard({ shared }: { shared: boolean }) {
  const { api } = useWorkspace();
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const change = useMutation({
    mutationFn: (next: boolean) => api.put("/installation-suppressions/sharing", { shared: next }),
    onSuccess: () => router.refresh(),
    onError: (error) => toast.error(errorMessage(error)),
  });
  return (
    <Card>
      <CardContent>
        <SwitchField
          label={t("Hard bounces and complaints of one workspace hold for all")}
          description={t(
            "A mailbox that does not exist for one does not exist for the others, and who complains about one of your senders is likely to complain about the next. Lists that were imported or typed in are never shared.",
          )}
          checked={change.isPending ? change.variables : shared}
          disabled={change.isPending}
          onCheckedChange={(next) => (next ? setAsking(true) : change.mutate(false))}
        />
      </CardContent>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("Share bounces and complaints between all workspaces?")}
        description={t(
          "Those known already are taken over at once. Workspaces see that an address is blocked and why, not by whom. Turning it off takes all of them back.",
        )}
        confirmLabel={t("Share them")}
        onConfirm={() => change.mutateAsync(true)}
      />
    </Card>
  );
}

function Row({ item }: { item: InstallationSuppressionItem }) {
  const { api } = useWorkspace();
  const router = useRouter();
  const [note, setNote] = useState("");
  return (
    <TableRow>
      <TableCell className="max-w-64 font-medium">
        <span dir="ltr" className="block truncate rtl:text-right">
          {item.email}
        </span>
        {item.note ? (
          <span className="block truncate font-normal text-muted-foreground text-xs">{item.note}</span>
        ) : null}
      </TableCell>
      <TableCell>
        <ReasonBadge reason={item.reason} />
      </TableCell>
      <TableCell className="hidden md:table-cell">{item.origin ?? item.createdByName}</TableCell>
      <TableCell className="hidden md:table-cell">
        <DateTime value={item.createdAt} dateOnly />
      </TableCell>
      <TableCell className="text-end">
        <ConfirmDialog
          trigger={
            <Button variant="ghost" size="sm">
              {t("Lift", undefined, "to allow mail again")}
              <span className="sr-only"> {item.email}</span>
            </Button>
          }
          title={t("Allow mail to {email} again?", { email: item.email })}
          description={t("Workspaces that have it on their own list keep it there.")}
          confirmLabel={t("Lift for everybody")}
          destructive
          typeToConfirm={item.reason === "complaint" ? item.email : undefined}
          onConfirm={async () => {
            await api.delete("/installation-suppressions", { email: item.email, note });
            toast.success(t("{email} is no longer blocked for everybody.", { email: item.email }));
            router.refresh();
          }}
        >
          <Field label={t("Why?")} help={t("Kept in the audit log with your name.")} required>
            <Textarea rows={2} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
          </Field>
        </ConfirmDialog>
      </TableCell>
    </TableRow>
  );
}

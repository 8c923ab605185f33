"use client";

import { useQuery } from "@tanstack/react-query";
import { Check, X } from "lucide-react";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { FieldError } from "@/components/ui/field-error";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { msg, t } from "@/lib/language/t";
import type { ContactSegment, SegmentReason } from "@/lib/people/contacts/contact-segments";

/** Which segments a person is in now, which not, and why. */
export function ContactSegments({ contactId }: { contactId: string }) {
  const { api } = useWorkspace();
  const { data, error } = useQuery({
    queryKey: ["contacts", contactId, "segments"],
    queryFn: ({ signal }) => api.get<{ items: ContactSegment[] }>(`/contacts/${contactId}/segments`, { signal }),
  });
  const inside = data?.items.filter(({ isIn }) => isIn) ?? [];
  const outside = data?.items.filter(({ isIn }) => !isIn) ?? [];
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Segments")}</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-3 text-sm">
        {data || error ? null : <Skeleton className="h-10" />}
        <FieldError message={error?.message} />
        {data && inside.length === 0 ? <p className="text-muted-foreground">{t("In no saved segment now.")}</p> : null}
        {inside.map((segment) => (
          <SegmentLine key={segment.id} contactId={contactId} segment={segment} />
        ))}
        {outside.length > 0 ? (
          <details>
            <summary className="w-fit cursor-pointer text-muted-foreground hover:text-foreground">
              {t("Not in {count, plural, one {# other} other {# others}}", { count: outside.length })}
            </summary>
            <div className="mt-3 grid gap-3">
              {outside.map((segment) => (
                <SegmentLine key={segment.id} contactId={contactId} segment={segment} />
              ))}
            </div>
          </details>
        ) : null}
      </CardContent>
    </Card>
  );
}

function SegmentLine({ contactId, segment }: { contactId: string; segment: ContactSegment }) {
  const { path } = useWorkspace();
  const [open, setOpen] = useState(false);
  return (
    <div className="grid gap-1">
      <Link
        href={path("/contacts/segments/[segmentId]", { segmentId: segment.id })}
        className="w-fit max-w-full break-words rounded-sm font-medium underline-offset-4 hover:underline"
      >
        {segment.name}
      </Link>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="w-fit cursor-pointer text-muted-foreground text-xs hover:text-foreground">
          {segment.isIn ? t("Why?") : t("Why not?")}
          <span className="sr-only"> {segment.name}</span>
        </summary>
        {open ? <Why contactId={contactId} segmentId={segment.id} /> : null}
      </details>
    </div>
  );
}

function Why({ contactId, segmentId }: { contactId: string; segmentId: string }) {
  const { api } = useWorkspace();
  const { data, error } = useQuery({
    queryKey: ["contacts", contactId, "segments", segmentId],
    queryFn: ({ signal }) => api.get<SegmentReason>(`/contacts/${contactId}/segments/${segmentId}`, { signal }),
  });
  if (error) return <FieldError message={error.message} />;
  return <div className="mt-2">{data ? <Reason reason={data} /> : <Skeleton className="h-6" />}</div>;
}

const heads = {
  all: msg("All of these must hold:"),
  any: msg("One of these must hold:"),
  none: msg("None of these may hold:"),
};

function Reason({ reason }: { reason: SegmentReason }) {
  if (reason.parts.length === 0)
    return <p className="text-muted-foreground text-xs">{t("It has no rules: everybody is in it.")}</p>;
  return (
    <div className="grid gap-1 text-xs">
      {reason.parts.length > 1 || reason.match === "none" ? (
        <p className="text-muted-foreground">{t(heads[reason.match])}</p>
      ) : null}
      <ul className="grid gap-1">
        {reason.parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rules have no identity but their place
          <li key={index} className="flex gap-1.5">
            <Mark holds={part.holds} />
            {"text" in part ? <span className="min-w-0 break-words">{part.text}</span> : <Reason reason={part} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Mark({ holds }: { holds: boolean }) {
  const Icon = holds ? Check : X;
  return (
    <>
      <Icon aria-hidden className={`mt-0.5 size-3.5 shrink-0 ${holds ? "text-success" : "text-muted-foreground"}`} />
      <span className="sr-only">{holds ? t("Holds: ") : t("Does not hold: ")}</span>
    </>
  );
}

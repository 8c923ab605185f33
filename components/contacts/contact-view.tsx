"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { RelativeTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { PageHeader } from "@/components/ui/page-header";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import type { ContactEngagement } from "@/lib/people/contacts/contact-engagement";
import type { ContactProfile } from "@/lib/people/contacts/contact-profile";
import type { TimelineItem } from "@/lib/people/contacts/contact-timeline";
import type { FieldItem } from "@/lib/people/contacts/fields";
import type { ContactNoteItem } from "@/lib/people/contacts/notes";
import { AddressMarks } from "./address-marks";
import { ConsentLedger } from "./consent-ledger";
import { ContactActions } from "./contact-actions";
import { ContactEngagementCard } from "./contact-engagement";
import { ContactNotes } from "./contact-notes";
import { ContactProperties } from "./contact-properties";
import { ContactSegments } from "./contact-segments";
import { ContactSubscriptions } from "./contact-subscriptions";
import { ContactTags } from "./contact-tags";
import { SuppressionAlert } from "./suppression-alert";
import { Timeline } from "./timeline";

interface Props {
  initial: ContactProfile;
  timeline: { items: TimelineItem[]; nextBefore: string | null };
  /** In a row. */
  softBounces: number;
  fields: FieldItem[];
  lists: { id: string; name: string }[];
  tags: string[];
  engagement: ContactEngagement;
  notes: ContactNoteItem[];
}

/** All that is known of one person. */
export function ContactView({ initial, timeline, softBounces, fields, lists, tags, engagement, notes }: Props) {
  const { api, path } = useWorkspace();
  const queryClient = useQueryClient();
  const key = ["contacts", initial.id];
  const { data: contact } = useQuery({
    queryKey: key,
    queryFn: () => api.get<ContactProfile>(`/contacts/${initial.id}`),
    initialData: initial,
  });
  const changed = (next: ContactProfile) => {
    queryClient.setQueryData(key, next);
    void queryClient.invalidateQueries({ queryKey: ["contacts", initial.id, "timeline"] });
  };
  const name = [contact.firstName, contact.lastName].filter(Boolean).join(" ");
  return (
    <>
      <PageHeader
        title={name || contact.shownEmail}
        description={<Subtitle contact={contact} named={name !== ""} softBounces={softBounces} />}
        back={{ href: path("/contacts"), label: t("Contacts") }}
        badge={contact.marks.length > 0 ? <AddressMarks marks={contact.marks} /> : undefined}
        actions={<ContactActions contact={contact} />}
      />
      {contact.suppression ? (
        <SuppressionAlert contact={contact} suppression={contact.suppression} onChanged={changed} />
      ) : null}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_24rem] lg:grid-rows-[auto_1fr]">
        <div className="lg:[grid-column:2]">
          <ContactEngagementCard engagement={engagement} />
        </div>
        <div className="min-w-0 lg:row-span-2 lg:row-start-1 lg:[grid-column:1]">
          <Timeline contactId={contact.id} initial={timeline} />
        </div>
        <div className="grid gap-6 lg:[grid-column:2]">
          <ContactSubscriptions contact={contact} lists={lists} onChanged={changed} />
          <ContactTags contact={contact} known={tags} onChanged={changed} />
          <ContactNotes contactId={contact.id} initial={notes} />
          <ContactSegments contactId={contact.id} />
          <ContactProperties contact={contact} fields={fields} onChanged={changed} />
          <ConsentLedger contactId={contact.id} records={contact.consents} />
        </div>
      </div>
    </>
  );
}

function Subtitle({ contact, named, softBounces }: { contact: ContactProfile; named: boolean; softBounces: number }) {
  return (
    <span>
      {named ? `${contact.shownEmail} · ` : ""}
      {contact.lastActivityAt
        ? rich("last active <when></when>", { when: () => <RelativeTime value={contact.lastActivityAt ?? ""} /> })
        : t("no activity yet")}
      {softBounces > 0 ? (
        <span title={t("A delivery, an open or a click sets the count back; too many in a row suppress the address.")}>
          {" · "}
          {t("{count, plural, one {# soft bounce} other {# soft bounces in a row}}", { count: softBounces })}
        </span>
      ) : null}
    </span>
  );
}

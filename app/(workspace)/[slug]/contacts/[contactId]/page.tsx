import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ContactView } from "@/components/contacts/contact-view";
import { pageContext } from "@/lib/base/routes/page-context";
import { softBouncesInARow } from "@/lib/feedback/policy/soft-bounces-in-a-row";
import { t } from "@/lib/language/t";
import { contactEngagement } from "@/lib/people/contacts/contact-engagement";
import { contactProfile } from "@/lib/people/contacts/contact-profile";
import { contactTimeline } from "@/lib/people/contacts/contact-timeline";
import { findFields, presentField } from "@/lib/people/contacts/fields";
import { findNotes } from "@/lib/people/contacts/notes";
import { orNotFound } from "@/lib/people/contacts/or-not-found";
import { ContactRef } from "@/lib/people/contacts/schema";
import { findTags } from "@/lib/people/contacts/tags";
import { findListNames } from "@/lib/people/lists/queries";

export const generateMetadata = (): Metadata => ({ title: t("Contact") });

export default async function ContactPage({ params }: { params: Promise<{ slug: string; contactId: string }> }) {
  const ctx = await pageContext(await params, "contacts.read");
  const ref = ContactRef.safeParse(await params);
  if (!ref.success) notFound();
  const contact = await orNotFound(contactProfile(ctx, ref.data.contactId));
  if (!contact) notFound();
  const [timeline, softBounces, fields, lists, tags, engagement, notes] = await Promise.all([
    contactTimeline(ctx, { contactId: contact.id }),
    softBouncesInARow(ctx, ref.data.contactId),
    findFields(ctx),
    findListNames(ctx),
    findTags(ctx),
    contactEngagement(ctx, ref.data.contactId),
    findNotes(ctx, ref.data.contactId),
  ]);
  return (
    <ContactView
      initial={contact}
      timeline={timeline}
      softBounces={softBounces}
      fields={fields.map(presentField)}
      lists={lists}
      tags={tags.map(({ name }) => name)}
      engagement={engagement}
      notes={notes}
    />
  );
}

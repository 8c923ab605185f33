import type { Metadata } from "next";
import { EventsSettings } from "@/components/events/events-settings";
import { PageHeader } from "@/components/ui/page-header";
import { env } from "@/lib/base/env";
import { pageContext } from "@/lib/base/routes/page-context";
import { findEventNames } from "@/lib/events/custom/event-names";
import { findLatestEvents } from "@/lib/events/custom/latest-events";
import { t } from "@/lib/language/t";
import { findFields, presentField } from "@/lib/people/contacts/fields";
import { identityRule } from "@/lib/people/identities/identity-rule";

export const generateMetadata = (): Metadata => ({ title: t("Events") });

export default async function EventsPage({ params }: { params: Promise<{ slug: string }> }) {
  const ctx = await pageContext(await params, "events.read");
  const [latest, names, rule, fields] = await Promise.all([
    findLatestEvents(ctx, {}),
    findEventNames(ctx),
    identityRule(ctx),
    findFields(ctx),
  ]);
  return (
    <>
      <PageHeader
        title={t("Events")}
        description={t("What people do elsewhere, as your shop, your website and your other programs tell it.")}
      />
      <EventsSettings
        latest={latest}
        names={names.map(({ name }) => name)}
        rule={rule}
        fields={fields.map(presentField).map(({ key, label }) => ({ key, label }))}
        origin={env.APP_URL}
      />
    </>
  );
}

"use client";

import { useState } from "react";
import { suppressionText } from "@/components/contacts/suppression-labels";
import { EmailActions } from "@/components/emails/email-actions";
import { RelativeTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import type { MessageView as View } from "@/lib/reports/messages/schema";
import { PLACE_LABELS } from "@/lib/reports/outcome-text.shared";
import { MessageFacts } from "./message-facts";
import { MessagePreview } from "./message-preview";
import { MessageSteps } from "./message-steps";
import { RawSourceDialog } from "./raw-source-dialog";

const STYLES = { delivered: "success", bounced: "destructive", failed: "destructive", unconfirmed: "warning" } as const;

/** One message: what happened to it from the audience to the last click, and how it looked. */
export function MessageView({ message }: { message: View }) {
  const { path } = useWorkspace();
  const [raw, setRaw] = useState<string | null>(null);
  const back = message.campaign
    ? {
        href: path("/campaigns/[campaignId]/report", { campaignId: message.campaign.id }),
        label: t("Report of {name}", { name: message.campaign.name }),
      }
    : message.single
      ? { href: path("/emails"), label: t("Transactional mail") }
      : { href: path("/campaigns"), label: t("Campaigns") };
  return (
    <>
      <PageHeader
        back={back}
        title={message.subject || t("Message to {email}", { email: message.email })}
        badge={<Badges message={message} />}
        description={message.subject ? t("To {email}", { email: message.email }) : undefined}
        actions={message.single ? <EmailActions mail={message.single} /> : undefined}
      />
      {message.suppression ? <SuppressionNote message={message} suppression={message.suppression} /> : null}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Tabs defaultValue="story" className="min-w-0">
          <TabsList>
            <TabsTrigger value="story">{t("What happened")}</TabsTrigger>
            {message.hasPreview ? <TabsTrigger value="preview">{t("As it looked")}</TabsTrigger> : null}
          </TabsList>
          <TabsContent value="story">
            <Card>
              <CardHeader>
                <CardTitle>
                  {message.single
                    ? t("From the program to the last sign of life")
                    : t("From the audience to the last sign of life")}
                </CardTitle>
                <CardDescription>{t("Oldest first, with the other side's own words.")}</CardDescription>
              </CardHeader>
              <CardContent>
                <MessageSteps steps={message.steps} onRaw={setRaw} />
                {message.cut ? (
                  <p className="mt-4 text-muted-foreground text-sm">
                    {t("Only the first 500 events are shown: this message is opened again and again.")}
                  </p>
                ) : null}
              </CardContent>
            </Card>
          </TabsContent>
          {message.hasPreview ? (
            <TabsContent value="preview">
              <MessagePreview messageId={message.id} />
            </TabsContent>
          ) : null}
        </Tabs>
        <MessageFacts message={message} />
      </div>
      <RawSourceDialog messageId={message.id} source={raw} onClose={() => setRaw(null)} />
    </>
  );
}

function Badges({ message }: { message: View }) {
  const place = PLACE_LABELS[message.place];
  return (
    <>
      <Badge variant={STYLES[message.place as keyof typeof STYLES] ?? "secondary"}>
        {place ? t(place) : message.place}
      </Badge>
      {message.complained ? <Badge variant="destructive">{t("Complained")}</Badge> : null}
      {message.unsubscribed ? <Badge variant="warning">{t("Unsubscribed")}</Badge> : null}
      {message.replied ? <Badge>{t("Replied")}</Badge> : null}
    </>
  );
}

function SuppressionNote({ message, suppression }: { message: View; suppression: NonNullable<View["suppression"]> }) {
  const { path } = useWorkspace();
  const text = suppressionText(suppression.reason);
  return (
    <Alert
      variant="warning"
      className="mb-6"
      title={
        suppression.byThis
          ? t("This message put the address on the suppression list")
          : t("No mail goes to this address")
      }
      action={
        <Button variant="outline" size="sm" asChild>
          <Link href={path("/contacts/suppressions/why", { email: message.email })}>{t("Why?")}</Link>
        </Button>
      }
    >
      <span>
        {rich("{reason}, since <when></when>", {
          reason: text,
          when: () => <RelativeTime value={suppression.since} />,
        })}
      </span>
    </Alert>
  );
}

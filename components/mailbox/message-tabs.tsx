"use client";

import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { t } from "@/lib/language/t";
import type { MailDetail } from "@/lib/run/mailbox/schema";
import { AuthenticationPanel } from "./authentication-panel";
import { HeadersPanel } from "./headers-panel";
import { LinksPanel } from "./links-panel";
import { MailFrame } from "./mail-frame";
import { RecipientPanel } from "./recipient-panel";
import { SourcePanel } from "./source-panel";

const panel = "min-h-0 flex-1 overflow-auto focus-visible:-outline-offset-2";

/** The parts of a mail, one at a time. */
export function MessageTabs({ mail }: { mail: MailDetail }) {
  return (
    <Tabs defaultValue={mail.frameHtml ? "message" : "text"} className="min-h-0 flex-1 gap-0">
      <TabsList aria-label={t("Parts of the mail")} className="px-4 md:px-6">
        {mail.frameHtml ? <TabsTrigger value="message">{t("Message")}</TabsTrigger> : null}
        <TabsTrigger value="text">{t("Plain text")}</TabsTrigger>
        <TabsTrigger value="recipient">{t("Recipient")}</TabsTrigger>
        <TabsTrigger value="links">{t("Links")}</TabsTrigger>
        <TabsTrigger value="authentication">{t("Authentication")}</TabsTrigger>
        <TabsTrigger value="headers">{t("Headers")}</TabsTrigger>
        <TabsTrigger value="source">{t("Source", undefined, "of a mail")}</TabsTrigger>
      </TabsList>
      {mail.frameHtml ? (
        <TabsContent value="message" className={`${panel} flex flex-col`}>
          <MailFrame html={mail.frameHtml} subject={mail.subject} pixelsRemoved={mail.pixelsRemoved} />
        </TabsContent>
      ) : null}
      <TabsContent value="text" className={panel}>
        <SourcePanel
          text={mail.text}
          label={t("Plain text")}
          copyLabel={t("Copy plain text")}
          empty={t("This mail has no plain text part.")}
          wrap
        />
      </TabsContent>
      <TabsContent value="recipient" className={panel}>
        <RecipientPanel mail={mail} />
      </TabsContent>
      <TabsContent value="links" className={panel}>
        <LinksPanel links={mail.links} />
      </TabsContent>
      <TabsContent value="authentication" className={panel}>
        <AuthenticationPanel mail={mail} />
      </TabsContent>
      <TabsContent value="headers" className={panel}>
        <HeadersPanel headers={mail.headers} />
      </TabsContent>
      <TabsContent value="source" className={panel}>
        <SourcePanel
          text={mail.source}
          label={t("Source", undefined, "of a mail")}
          copyLabel={t("Copy source")}
          empty=""
          cut={mail.sourceCut}
        />
      </TabsContent>
    </Tabs>
  );
}

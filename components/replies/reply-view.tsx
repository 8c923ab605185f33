"use client";

import { useMutation } from "@tanstack/react-query";
import { Check, Mail, Paperclip, Reply as ReplyIcon, RotateCcw } from "lucide-react";
import { useRouter } from "next/navigation";
import { DateTime } from "@/components/shell/date-time";
import { useFormat, useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { toast } from "@/components/ui/toaster";
import { errorMessage } from "@/lib/client/api";
import { flavourLabels } from "@/lib/inbound/replies/flavours.shared";
import type { ReplyDetail } from "@/lib/inbound/replies/schema";
import { rich } from "@/lib/language/rich";
import { maybeMsg, t } from "@/lib/language/t";
import { AnswerForm } from "./answer-form";
import { AnswerList } from "./answer-list";
import { ForwardCard } from "./forward-card";

/** One answer: what was written, what it answers, and what has been done about it. */
export function ReplyView({ reply }: { reply: ReplyDetail }) {
  const { path, can } = useWorkspace();
  return (
    <>
      <PageHeader
        title={reply.subject || t("(no subject)")}
        description={<Sender reply={reply} />}
        back={{ href: path("/replies", { kind: reply.kind === "automatic" ? reply.kind : null }), label: t("Replies") }}
        badge={<StateBadge reply={reply} />}
        actions={<Actions reply={reply} />}
      />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="grid min-w-0 gap-6">
          <Content reply={reply} />
          <AnswerList replyId={reply.id} answers={reply.answers} />
          {reply.kind === "person" && can("replies.write") ? <AnswerForm reply={reply} /> : null}
        </div>
        <div className="grid gap-6">
          <AboutCard reply={reply} />
          {reply.kind === "person" ? <ForwardCard reply={reply} /> : null}
        </div>
      </div>
    </>
  );
}

function Sender({ reply }: { reply: ReplyDetail }) {
  const values = {
    name: reply.fromName,
    address: () => <span className="break-all">{reply.fromEmail}</span>,
    when: () => <DateTime value={reply.receivedAt} />,
  };
  return reply.fromName
    ? rich("From {name}, <address></address>, <when></when>", values)
    : rich("From <address></address>, <when></when>", values);
}

function StateBadge({ reply }: { reply: ReplyDetail }) {
  if (reply.flavour)
    return <Badge variant="outline">{t(flavourLabels[reply.flavour] ?? maybeMsg(reply.flavour))}</Badge>;
  return reply.handled ? (
    <Badge variant="success">{t("Done")}</Badge>
  ) : (
    <Badge>{t("Open", undefined, "nobody has dealt with it")}</Badge>
  );
}

function Actions({ reply }: { reply: ReplyDetail }) {
  const { api, can } = useWorkspace();
  const router = useRouter();
  const mark = useMutation({
    mutationFn: () =>
      reply.handled ? api.delete(`/replies/${reply.id}/handled`) : api.put(`/replies/${reply.id}/handled`),
    onSuccess: () => router.refresh(),
    onError: (error) => toast.error(errorMessage(error)),
  });
  if (reply.kind !== "person") return null;
  const prefix = /^re:/i.test(reply.subject) ? "" : "Re%3A%20";
  const elsewhere = `mailto:${encodeURIComponent(reply.fromEmail)}?subject=${prefix}${encodeURIComponent(reply.subject)}`;
  return (
    <>
      {can("replies.write") ? (
        <Button variant="outline" pending={mark.isPending} onClick={() => mark.mutate()}>
          {reply.handled ? <RotateCcw aria-hidden /> : <Check aria-hidden />}
          {reply.handled ? t("Open again") : t("Mark as done")}
        </Button>
      ) : null}
      <Button variant="outline" size="icon" asChild>
        <a href={elsewhere} aria-label={t("Answer in your mail program")} title={t("Answer in your mail program")}>
          <Mail aria-hidden />
        </a>
      </Button>
      {can("replies.write") ? (
        <Button asChild>
          <a href="#answer">
            <ReplyIcon aria-hidden />
            {t("Answer", undefined, "to write back to a person")}
          </a>
        </Button>
      ) : null}
    </>
  );
}

function Content({ reply }: { reply: ReplyDetail }) {
  return (
    <Card className="min-w-0">
      <CardContent className="grid gap-4">
        {reply.frameHtml ? (
          <Tabs defaultValue="text">
            <TabsList aria-label={t("How to show it")}>
              <TabsTrigger value="text">{t("Text")}</TabsTrigger>
              <TabsTrigger value="html">{t("As designed")}</TabsTrigger>
            </TabsList>
            <TabsContent value="text">
              <PlainText text={reply.text} />
            </TabsContent>
            <TabsContent value="html">
              <iframe
                title={reply.subject ? t("Reply: {subject}", { subject: reply.subject }) : t("Reply: no subject")}
                srcDoc={reply.frameHtml}
                sandbox="allow-popups allow-popups-to-escape-sandbox"
                referrerPolicy="no-referrer"
                className="h-[60dvh] w-full rounded-md border bg-white"
              />
              <p className="mt-2 text-muted-foreground text-xs">{t("Pictures from elsewhere are not loaded.")}</p>
            </TabsContent>
          </Tabs>
        ) : (
          <PlainText text={reply.text} />
        )}
        {reply.files.length > 0 ? <Files files={reply.files} /> : null}
      </CardContent>
    </Card>
  );
}

function PlainText({ text }: { text: string }) {
  if (!text) return <p className="text-muted-foreground text-sm">{t("It has no text.")}</p>;
  return <div className="max-w-prose whitespace-pre-wrap break-words text-sm leading-relaxed">{text}</div>;
}

function Files({ files }: { files: ReplyDetail["files"] }) {
  const format = useFormat();
  return (
    <section aria-label={t("Attachments")} className="grid gap-2 border-t pt-4">
      <ul className="flex flex-wrap gap-2">
        {files.map((file, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and names repeat
          <li key={index} className="flex items-center gap-2 rounded-md border px-2.5 py-1.5 text-sm">
            <Paperclip aria-hidden className="size-3.5 text-muted-foreground" />
            <span className="break-all">{file.name}</span>
            <span className="whitespace-nowrap text-muted-foreground text-xs tabular-nums">
              {format.bytes(file.bytes)}
            </span>
          </li>
        ))}
      </ul>
      <p className="text-muted-foreground text-xs">
        {t("Attachments are listed here and travel with the mail that is passed on.")}
      </p>
    </section>
  );
}

function AboutCard({ reply }: { reply: ReplyDetail }) {
  const { path, can } = useWorkspace();
  const link = "font-medium underline-offset-4 hover:underline";
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("About")}</CardTitle>
      </CardHeader>
      <CardContent>
        <dl className="grid gap-3 text-sm">
          <Row name={t("Campaign")}>
            {reply.campaign ? (
              <Link href={path("/campaigns/[campaignId]/report", { campaignId: reply.campaign.id })} className={link}>
                {reply.campaign.name}
              </Link>
            ) : (
              t("Not known")
            )}
          </Row>
          <Row name={t("Message")}>
            {reply.messageId && can("reports.read") ? (
              <Link href={path("/messages/[messageId]", { messageId: reply.messageId })} className={link}>
                {t("The mail it answers")}
              </Link>
            ) : (
              t("Not found")
            )}
            {reply.likely ? (
              <p className="text-muted-foreground text-xs">{t("Likely: found by recipient and time only.")}</p>
            ) : null}
          </Row>
          <Row name={t("Contact")}>
            {reply.contactId ? (
              <Link
                href={path("/contacts/[contactId]", { contactId: reply.contactId })}
                className={`${link} break-all`}
              >
                {reply.fromEmail}
              </Link>
            ) : (
              t("Not a contact")
            )}
          </Row>
          {reply.handledBy ? (
            <Row name={t("Done by")}>
              {reply.handledBy}
              {reply.handledAt ? (
                <>
                  , <DateTime value={reply.handledAt} />
                </>
              ) : null}
            </Row>
          ) : null}
        </dl>
      </CardContent>
    </Card>
  );
}

function Row({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="grid gap-0.5">
      <dt className="text-muted-foreground text-xs">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}

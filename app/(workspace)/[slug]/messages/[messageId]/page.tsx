import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { MessageView } from "@/components/messages/message-view";
import { orNotFound } from "@/lib/contacts/or-not-found";
import { pageContext } from "@/lib/http/page-context";
import { getMessage } from "@/lib/messages/get-message";
import { MessageRef } from "@/lib/messages/schema";

export const metadata: Metadata = { title: "Message" };

export default async function MessagePage({ params }: { params: Promise<{ slug: string; messageId: string }> }) {
  const { slug, messageId } = await params;
  const ctx = await pageContext({ slug }, "reports.read");
  const message = MessageRef.safeParse({ messageId }).success ? await orNotFound(getMessage(ctx, { messageId })) : null;
  if (!message) notFound();
  return <MessageView message={message} />;
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { MessageView } from "@/components/messages/message-view";
import { MessageReplies } from "@/components/replies/message-replies";
import { pageContext } from "@/lib/base/routes/page-context";
import { repliesToMessage } from "@/lib/inbound/replies/queries";
import { t } from "@/lib/language/t";
import { orNotFound } from "@/lib/people/contacts/or-not-found";
import { getMessage } from "@/lib/reports/messages/get-message";
import { MessageRef } from "@/lib/reports/messages/schema";

export const generateMetadata = (): Metadata => ({ title: t("Message") });

export default async function MessagePage({ params }: { params: Promise<{ slug: string; messageId: string }> }) {
  const { slug, messageId } = await params;
  const ctx = await pageContext({ slug }, "reports.read");
  const ref = MessageRef.safeParse({ messageId });
  const message = ref.success ? await orNotFound(getMessage(ctx, { messageId })) : null;
  if (!ref.success || !message) notFound();
  const replies = await repliesToMessage(ctx, ref.data.messageId);
  return (
    <>
      <MessageView message={message} />
      <MessageReplies replies={replies} />
    </>
  );
}

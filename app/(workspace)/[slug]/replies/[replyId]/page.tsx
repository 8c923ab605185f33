import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ReplyView } from "@/components/replies/reply-view";
import { pageContext } from "@/lib/base/routes/page-context";
import { findReply } from "@/lib/inbound/replies/queries";
import { ReplyRef } from "@/lib/inbound/replies/schema";
import { t } from "@/lib/language/t";
import { orNotFound } from "@/lib/people/contacts/or-not-found";

export const generateMetadata = (): Metadata => ({ title: t("Reply") });

export default async function ReplyPage({ params }: { params: Promise<{ slug: string; replyId: string }> }) {
  const { slug, replyId } = await params;
  const ctx = await pageContext({ slug }, "replies.read");
  const ref = ReplyRef.safeParse({ replyId });
  const reply = ref.success ? await orNotFound(findReply(ctx, ref.data.replyId)) : null;
  if (!reply) notFound();
  return <ReplyView reply={reply} />;
}

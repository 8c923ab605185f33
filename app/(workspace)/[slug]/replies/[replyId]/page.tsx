import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ReplyView } from "@/components/replies/reply-view";
import { orNotFound } from "@/lib/contacts/or-not-found";
import { pageContext } from "@/lib/http/page-context";
import { findReply } from "@/lib/replies/queries";
import { ReplyRef } from "@/lib/replies/schema";

export const metadata: Metadata = { title: "Reply" };

export default async function ReplyPage({ params }: { params: Promise<{ slug: string; replyId: string }> }) {
  const { slug, replyId } = await params;
  const ctx = await pageContext({ slug }, "replies.read");
  const ref = ReplyRef.safeParse({ replyId });
  const reply = ref.success ? await orNotFound(findReply(ctx, ref.data.replyId)) : null;
  if (!reply) notFound();
  return <ReplyView reply={reply} />;
}

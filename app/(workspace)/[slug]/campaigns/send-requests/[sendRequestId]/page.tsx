import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SendRequestPage } from "@/components/campaigns/send-request-page";
import { pageContext } from "@/lib/base/routes/page-context";
import { lookAtSendRequest } from "@/lib/campaigns/send-requests/look-at-send-request";
import { SendRequestRef } from "@/lib/campaigns/send-requests/schema";
import { t } from "@/lib/language/t";
import { orNotFound } from "@/lib/people/contacts/or-not-found";

export const generateMetadata = (): Metadata => ({ title: t("Send this campaign?") });

interface Props {
  params: Promise<{ slug: string; sendRequestId: string }>;
}

export default async function OneSendRequestPage({ params }: Props) {
  const ctx = await pageContext(await params, "campaigns.read");
  const ref = SendRequestRef.safeParse(await params);
  const request = ref.success ? await orNotFound(lookAtSendRequest(ctx, ref.data)) : null;
  if (!request) notFound();
  return <SendRequestPage request={request} />;
}

"use client";

import Link from "next/link";
import { RelativeTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Alert, AlertDescription } from "@/components/ui/alert";
import type { SendRequestView } from "@/lib/campaigns/send-requests/schema";

/** Somebody's assistant waits for an answer; whoever changes the draft takes the question off. A bar reaches up into the margin below it. */
export function SendRequestAlert({ request, aboveBar }: { request: SendRequestView; aboveBar: boolean }) {
  const { path } = useWorkspace();
  return (
    <Alert
      variant="info"
      className={aboveBar ? "mb-[calc(var(--page-y)+1rem)]" : "mb-5"}
      title={`“${request.askedBy}” asks to send this campaign.`}
    >
      <AlertDescription>
        <p>
          It was asked <RelativeTime value={request.askedAt} />. Any change of the campaign takes the question off.{" "}
          <Link
            className="font-medium underline"
            href={path("/campaigns/send-requests/[sendRequestId]", { sendRequestId: request.id })}
          >
            Look at it and decide
          </Link>
        </p>
      </AlertDescription>
    </Alert>
  );
}

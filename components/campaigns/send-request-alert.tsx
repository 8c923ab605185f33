"use client";

import { RelativeTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Alert, AlertDescription } from "@/components/ui/alert";
import { Link } from "@/components/ui/link";
import type { SendRequestView } from "@/lib/campaigns/send-requests/schema";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";

/** Somebody's assistant waits for an answer; whoever changes the draft takes the question off. A bar reaches up into the margin below it. */
export function SendRequestAlert({ request, aboveBar }: { request: SendRequestView; aboveBar: boolean }) {
  const { path } = useWorkspace();
  return (
    <Alert
      variant="info"
      className={aboveBar ? "mb-[calc(var(--page-y)+1rem)]" : "mb-5"}
      title={t("“{key}” asks to send this campaign.", { key: request.askedBy })}
    >
      <AlertDescription>
        <p>
          {rich("It was asked <when></when>. Any change of the campaign takes the question off.", {
            when: () => <RelativeTime value={request.askedAt} />,
          })}{" "}
          <Link
            className="font-medium underline"
            href={path("/campaigns/send-requests/[sendRequestId]", { sendRequestId: request.id })}
          >
            {t("Look at it and decide")}
          </Link>
        </p>
      </AlertDescription>
    </Alert>
  );
}

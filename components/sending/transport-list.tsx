"use client";

import { Plus } from "lucide-react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { t } from "@/lib/language/t";
import { isEmbedded } from "@/lib/mail/transports/kinds/transport-kinds.shared";
import type { TransportView } from "@/lib/sending/transports/transport-view";
import { SendingSection } from "./sending-section";
import { TransportCard } from "./transport-card";
import { TransportDialog } from "./transport-dialog";
import { useTransports } from "./use-transports";

/** The part of the page about the ways out; their health is kept true while it is open. */
export function TransportList({ initial, testTo }: { initial: TransportView[]; testTo: string }) {
  const { can } = useWorkspace();
  const transports = useTransports(initial);
  const mailboxIsDefault = transports.some(({ kind, isDefault }) => isEmbedded(kind) && isDefault);
  return (
    <SendingSection
      title={t("Sending services")}
      description={
        mailboxIsDefault && transports.length > 1
          ? t(
              "The ways out of Homing. The embedded mailbox is the default: it gets everything, and no mail leaves this machine.",
            )
          : t(
              "The ways out of Homing. Campaigns are spread over them by weight; when one is failing the others take over.",
            )
      }
      action={
        can("sending.write") ? (
          <TransportDialog
            mailboxIsDefault={mailboxIsDefault}
            trigger={
              <Button variant="outline">
                <Plus aria-hidden />
                {t("Add sending service")}
              </Button>
            }
          />
        ) : null
      }
    >
      {transports.length > 0 ? (
        transports.map((transport) => <TransportCard key={transport.id} transport={transport} testTo={testTo} />)
      ) : (
        <EmptyState
          title={t("No sending service yet")}
          description={t(
            "Add a mail server or a provider. Without one, the installation's own is set up when a test or a campaign is sent.",
          )}
        />
      )}
    </SendingSection>
  );
}

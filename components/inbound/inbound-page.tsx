"use client";

import type { MailboxView } from "@/lib/inbound/mail/mailbox-schema";
import type { InboundItem } from "@/lib/inbound/mail/schema";
import type { InboundSettingsView, ListenerView } from "@/lib/inbound/mail/settings-schema";
import { HookCard } from "./hook-card";
import { LatestCard } from "./latest-card";
import { ListenerCard } from "./listener-card";
import { MailboxesCard } from "./mailboxes-card";
import { RepliesCard } from "./replies-card";

interface Props {
  settings: InboundSettingsView;
  listener: ListenerView;
  mailboxes: MailboxView[];
  latest: InboundItem[];
}

/** The three routes by which mail comes back, what is done with replies, and what came last. */
export function InboundPage({ settings, listener, mailboxes, latest }: Props) {
  return (
    <div className="grid gap-6">
      <ListenerCard listener={listener} />
      <MailboxesCard mailboxes={mailboxes} />
      <HookCard settings={settings} lastDay={listener.lastDay.http} />
      <RepliesCard settings={settings} />
      <LatestCard latest={latest} />
    </div>
  );
}

"use client";

import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { t } from "@/lib/language/t";
import type { IdentityRule } from "@/lib/people/identities/rule.shared";
import { ConnectEvents } from "./connect-events";
import { LatestEvents, type LatestPage } from "./latest-events";
import { RuleForm } from "./rule-form";

interface Props {
  latest: LatestPage;
  names: string[];
  rule: IdentityRule;
  fields: { key: string; label: string }[];
  /** Where this installation is reached. */
  origin: string;
}

/** What came last, what it may do to contacts, and how a program is connected. Who has no event yet begins with the last. */
export function EventsSettings({ latest, names, rule, fields, origin }: Props) {
  const nothingYet = latest.items.length === 0 && latest.refusals.length === 0;
  return (
    <Tabs defaultValue={nothingYet ? "connect" : "latest"}>
      <TabsList aria-label={t("Events")}>
        <TabsTrigger value="latest">{t("Latest")}</TabsTrigger>
        <TabsTrigger value="rule">{t("People")}</TabsTrigger>
        <TabsTrigger value="connect">{t("Connect")}</TabsTrigger>
      </TabsList>
      <TabsContent value="latest">
        <LatestEvents initial={latest} names={names} />
      </TabsContent>
      <TabsContent value="rule">
        <RuleForm rule={rule} fields={fields} />
      </TabsContent>
      <TabsContent value="connect">
        <ConnectEvents origin={origin} />
      </TabsContent>
    </Tabs>
  );
}

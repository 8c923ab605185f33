"use client";

import { CircleCheck, CircleDashed } from "lucide-react";
import type { ReactNode } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Progress } from "@/components/ui/progress";
import type { PlainPage } from "@/lib/client/paths";
import { rich } from "@/lib/language/rich";
import { type Msg, msg, t } from "@/lib/language/t";
import type { Dashboard } from "@/lib/reports/views";

interface Step {
  key: Exclude<keyof Dashboard["checklist"], "onlyLocalDomain">;
  title: Msg;
  text: Msg;
  path: PlainPage;
  action: Msg;
}

const STEPS: readonly Step[] = [
  {
    key: "domain",
    title: msg("Set up a sending domain"),
    text: msg("SPF, DKIM and DMARC prove that mail in your name comes from you."),
    path: "/settings/sending",
    action: msg("Set up a domain"),
  },
  {
    key: "sender",
    title: msg("Add a sender"),
    text: msg("The name and address your readers see."),
    path: "/settings/sending",
    action: msg("Add a sender"),
  },
  {
    key: "postalAddress",
    title: msg("Give your postal address"),
    text: msg("It stands at the foot of every campaign; in many countries the law asks for it."),
    path: "/settings",
    action: msg("Give the address"),
  },
  {
    key: "contacts",
    title: msg("Bring your contacts"),
    text: msg("Import a CSV file, or add people one by one."),
    path: "/contacts/import",
    action: msg("Import contacts"),
  },
  {
    key: "campaign",
    title: msg("Send your first campaign"),
    text: msg("Pick a template, write, check and send."),
    path: "/campaigns/new",
    action: msg("Create a campaign"),
  },
];

/** What is left to do before the first campaign, read from what is really there; gone once all is done. */
export function ChecklistCard({ checklist }: { checklist: Dashboard["checklist"] }) {
  const { path, can } = useWorkspace();
  const done = STEPS.filter((step) => checklist[step.key]).length;
  const next = STEPS.find((step) => !checklist[step.key]);
  if (!next) return null;
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Get ready to send")}</CardTitle>
        <CardDescription>{t("{done} of {total} done", { done, total: STEPS.length })}</CardDescription>
      </CardHeader>
      <CardContent className="grid gap-4">
        <Progress aria-label={t("Steps done")} value={done} max={STEPS.length} />
        <ol className="grid gap-1">
          {STEPS.map((step) => (
            <ChecklistRow
              key={step.key}
              step={step}
              done={checklist[step.key]}
              note={
                step.key === "domain" && checklist.onlyLocalDomain ? <OnlyForTrying href={path(step.path)} /> : null
              }
            >
              {step === next && can("campaigns.write") ? (
                <Button size="sm" asChild>
                  <Link href={path(step.path)}>{t(step.action)}</Link>
                </Button>
              ) : null}
            </ChecklistRow>
          ))}
        </ol>
      </CardContent>
    </Card>
  );
}

/** Whoever has only the domain that comes along should not take it for the way to their readers. */
function OnlyForTrying({ href }: { href: string }) {
  return (
    <p className="text-muted-foreground">
      {rich(
        "One for trying is there: its mail stays in the mailbox of this machine. <a>Add your own</a> to reach people.",
        {
          a: (inner) => (
            <Link href={href} className="text-foreground underline underline-offset-4">
              {inner}
            </Link>
          ),
        },
      )}
    </p>
  );
}

interface RowProps {
  step: Step;
  done: boolean;
  /** What is to be known although it is done. */
  note: ReactNode;
  children: ReactNode;
}

function ChecklistRow({ step, done, note, children }: RowProps) {
  const Icon = done ? CircleCheck : CircleDashed;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-2 text-sm">
      <Icon aria-hidden className={`size-5 shrink-0 ${done ? "text-success" : "text-muted-foreground"}`} />
      <div className="min-w-0 flex-1 basis-52">
        <p className={done ? "text-muted-foreground" : "font-medium"}>
          {t(step.title)}
          <span className="sr-only"> {done ? t("(done)") : t("(to do)")}</span>
        </p>
        {done ? null : <p className="text-muted-foreground">{t(step.text)}</p>}
        {note}
      </div>
      {children}
    </li>
  );
}

import { createHash } from "node:crypto";
import { ownTable } from "@/lib/base/text/own-table.shared";
import { t } from "@/lib/language/t";
import type { ActionKind } from "@/lib/run/mailbox/actions.shared";
import type { CapturedHeaders } from "@/lib/run/mailbox/captured";
import { browserAgents, proxyAgents, readerAgents, scannerAgents } from "@/lib/run/mailbox/simulator/agents";

export interface ActionPlan {
  kind: ActionKind;
  /** 0 to 1 of the speed's span; below 0: on arrival. */
  wait: number;
  detail: { agent?: string; links?: number; reply?: string };
}

export interface PlanInput {
  recipient: string;
  headers: Pick<CapturedHeaders, "listUnsubscribe" | "campaignKey" | "isTest">;
}

/** Why a mail sets off nothing, or null. Mail that a person asked for is not campaign mail, and nobody simulates its reader. */
export function quietReason(headers: PlanInput["headers"]): string | null {
  if (!headers.listUnsubscribe)
    return t("No {header} header: only campaign mail has simulated recipients.", { header: "List-Unsubscribe" });
  return headers.isTest ? t("A test mail: its recipient is you.") : null;
}

/**
 * What the recipient of a mail will do, from the address alone: the same address and campaign always give the same plan.
 * `open+ada@…` and its like do what they say; every other address takes part in a realistic mix.
 */
export function planActions({ recipient, headers }: PlanInput): ActionPlan[] {
  if (quietReason(headers)) return [];
  const person = dice(`person ${recipient.toLowerCase()}`);
  const campaign = dice(`campaign ${recipient.toLowerCase()} ${headers.campaignKey}`);
  const wish = /^([a-z]+)\+/i.exec(recipient)?.[1]?.toLowerCase() ?? "";
  const behaviour = behaviours[wish] ?? realistic;
  return behaviour(person, campaign);
}

/** Independent numbers from 0 to 1, drawn from a hash. */
type Dice = (draw: number) => number;

function dice(text: string): Dice {
  const digest = createHash("sha256").update(text).digest();
  return (draw) => digest.readUInt32BE((draw % 8) * 4) / 2 ** 32;
}

type Behaviour = (person: Dice, campaign: Dice) => ActionPlan[];

function pick<T>(choices: readonly T[], at: number): T {
  return choices[Math.floor(at * choices.length)] as T;
}

const open: Behaviour = (person, campaign) => [
  { kind: "open", wait: campaign(0) * 0.8, detail: { agent: pick(readerAgents, person(1)) } },
];

/** A reader who follows one or two links, some time after opening. */
const click: Behaviour = (person, campaign) => {
  const opened = campaign(0) * 0.75;
  return [
    { kind: "open", wait: opened, detail: { agent: pick(readerAgents, person(1)) } },
    {
      kind: "click",
      wait: opened + 0.05 + campaign(1) * 0.2,
      detail: { agent: pick(browserAgents, person(1)), links: campaign(2) < 0.25 ? 2 : 1 },
    },
  ];
};

const proxy: Behaviour = (person, campaign) => [
  { kind: "proxy_open", wait: campaign(0) * 0.3, detail: { agent: pick(proxyAgents, person(1)) } },
];

const bot: Behaviour = (person) => {
  const agent = pick(scannerAgents, person(1));
  return [
    { kind: "bot_open", wait: -0.5, detail: { agent } },
    { kind: "bot_click", wait: -0.4, detail: { agent } },
  ];
};

const hardReplies = [
  "550 5.1.1 The email account that you tried to reach does not exist",
  "550 5.1.1 Recipient address rejected: User unknown in virtual mailbox table",
  "550 5.1.10 Recipient not found by SMTP address lookup",
  "550 5.2.1 The email account that you tried to reach is disabled",
] as const;
const softReplies = [
  "552 5.2.2 Mailbox full",
  "452 4.2.2 The email account that you tried to reach is over quota",
] as const;

const hardBounce: Behaviour = (person) => [
  { kind: "bounce_hard", wait: person(2) * 0.2, detail: { reply: pick(hardReplies, person(1)) } },
];

const softBounce: Behaviour = (person, campaign) => [
  { kind: "bounce_soft", wait: campaign(0) * 0.5, detail: { reply: pick(softReplies, person(1)) } },
];

const complain: Behaviour = (person, campaign) => [
  ...open(person, campaign),
  { kind: "complaint", wait: campaign(0) * 0.8 + 0.1, detail: {} },
];

const unsubscribe: Behaviour = (person, campaign) => [
  ...open(person, campaign),
  { kind: "unsubscribe", wait: campaign(0) * 0.8 + 0.1, detail: {} },
];

/** Takes the mail address of List-Unsubscribe instead of the web one, as older mail programs do. */
const unsubscribeByMail: Behaviour = (person, campaign) => [
  ...open(person, campaign),
  { kind: "unsubscribe_mail", wait: campaign(0) * 0.8 + 0.1, detail: {} },
];

const reply: Behaviour = (person, campaign) => [
  ...open(person, campaign),
  { kind: "reply", wait: campaign(0) * 0.8 + 0.1, detail: {} },
];

const away: Behaviour = (_person, campaign) => [{ kind: "auto_reply", wait: campaign(0) * 0.2, detail: {} }];

const nothing: Behaviour = () => [];

const behaviours: Readonly<Record<string, Behaviour>> = ownTable({
  open,
  click,
  bounce: hardBounce,
  full: softBounce,
  complain,
  unsubscribe,
  mailto: unsubscribeByMail,
  reply,
  away,
  proxy,
  bot,
  silent: nothing,
  refuse: nothing,
  defer: open,
});

/** Shares of all recipients, cumulative. What is about the mailbox depends on the address alone; the mood on the campaign too. */
const realistic: Behaviour = (person, campaign) => {
  const fate = person(0);
  if (fate < 0.012) return hardBounce(person, campaign);
  if (fate < 0.02) return softBounce(person, campaign);
  if (fate < 0.05) return bot(person, campaign);
  if (fate < 0.35) return proxy(person, campaign);
  const mood = campaign(3);
  // The rest is 65 % of all; the shares below are of all, too.
  if (mood < 0.0005 / 0.65) return complain(person, campaign);
  if (mood < 0.0045 / 0.65) return unsubscribe(person, campaign);
  if (mood < 0.075 / 0.65) return click(person, campaign);
  if (mood < 0.38 / 0.65) return open(person, campaign);
  return [];
};

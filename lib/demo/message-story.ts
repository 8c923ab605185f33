import type { NewEvent } from "@/lib/events/ledger/event-types";
import { pick, pickWeighted } from "./random";

export interface Story {
  messageId: string;
  contactId: string | null;
  email: string;
  events: NewEvent[];
  bounced: "hard" | "soft" | null;
  complained: boolean;
  unsubscribedAt: Date | null;
  /** Why they left, in their words, if they gave any. */
  unsubscribeReason: string | null;
}

interface Setting {
  launchedAt: Date;
  linkIds: string[];
  appeal: number;
  delayMs: number;
  now: Date;
}

const agents = {
  iphone:
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
  mac: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
  windows:
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
  android:
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36",
  gmail: "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
  apple: "Mozilla/5.0",
  scanner: "python-requests/2.32",
} as const;
const people = [agents.iphone, agents.mac, agents.windows, agents.android];

/** Hours after delivery: most within a day, a long tail up to some days. */
const waitMs = (random: () => number) => 60_000 + (-Math.log(1 - random())) ** 1.3 * 9 * 3_600_000;

interface Recipient {
  id: string;
  email: string;
  emailNormalized: string;
  emailDomain: string;
  contactId: string | null;
}

/** What one recipient of a past campaign did, as the events that would have been recorded. */
export function demoStory(random: () => number, message: Recipient, setting: Setting): Story {
  const sentAt = new Date(setting.launchedAt.getTime() + setting.delayMs);
  const story: Story = {
    messageId: message.id,
    contactId: message.contactId,
    email: message.emailNormalized,
    events: [],
    bounced: null,
    complained: false,
    unsubscribedAt: null,
    unsubscribeReason: null,
  };
  const tell = (type: NewEvent["type"], afterMs: number, more: Partial<NewEvent> = {}) => {
    const occurredAt = new Date(sentAt.getTime() + afterMs);
    if (occurredAt < setting.now) story.events.push({ type, occurredAt, messageId: message.id, ...more });
    return occurredAt;
  };
  tell("message.sent", 0);
  story.bounced = pickWeighted(random, [
    [null, 985],
    ["hard", 10],
    ["soft", 5],
  ] as const);
  if (story.bounced) {
    const hard = { kind: "hard", reply: "550 5.1.1 The e-mail account does not exist", status: "5.1.1" } as const;
    const soft = { kind: "soft", reply: "452 4.2.2 The mailbox is full", status: "4.2.2" } as const;
    tell("message.bounced", 4000, { data: story.bounced === "hard" ? hard : soft });
    return story;
  }
  tell("message.delivered", 900);
  readAsMachine(random, message.emailDomain, tell);
  readAsPerson(random, setting, story, tell);
  return story;
}

type Tell = (type: NewEvent["type"], afterMs: number, more?: Partial<NewEvent>) => Date;

function readAsMachine(random: () => number, domain: string, tell: Tell): void {
  if (domain === "icloud.example" && random() < 0.8) {
    tell("message.opened", 30_000 + random() * 3_600_000, {
      actor: "proxy",
      reasons: ["apple_mpp"],
      userAgent: agents.apple,
    });
  }
  if (domain.includes("studio") || domain.includes("hillwalkers")) {
    tell("message.opened", 5000, { actor: "bot", reasons: ["scanner"], userAgent: agents.scanner });
  }
}

function readAsPerson(random: () => number, setting: Setting, story: Story, tell: Tell): void {
  if (random() > 0.36 * setting.appeal) return;
  const userAgent = pick(random, people);
  const afterMs = waitMs(random);
  tell("message.opened", afterMs, { actor: "human", userAgent });
  if (random() < 0.3) tell("message.opened", afterMs + waitMs(random), { actor: "human", userAgent });
  if (setting.linkIds.length > 0 && random() < 0.24 * setting.appeal) {
    const linkId = setting.linkIds[Math.floor(random() ** 2 * setting.linkIds.length)]!;
    tell("message.clicked", afterMs + 15_000 + random() * 60_000, { actor: "human", userAgent, linkId });
  }
  const left = random();
  if (left < 0.011) leave(random, setting, story, afterMs + 90_000);
  else if (left < 0.0115) {
    story.complained = true;
    tell("message.complained", afterMs + 90_000);
  }
}

const reasons = [
  [null, 50],
  ["Too many mails", 18],
  ["I have moved away from Bristol", 9],
  ["No longer interested", 12],
  ["I never signed up for this", 5],
  ["The walks are too far for me now. Thank you for the years!", 3],
  ["I read you in the shop instead", 3],
] as const;

/** What happens then is done by the door that recipients use; see `applyConsequences`. */
function leave(random: () => number, { launchedAt, delayMs, now }: Setting, story: Story, afterMs: number): void {
  const at = new Date(launchedAt.getTime() + delayMs + afterMs);
  if (at >= now) return;
  story.unsubscribedAt = at;
  story.unsubscribeReason = pickWeighted(random, reasons);
}

import { phrasesOfClosing } from "@/lib/feedback/classify/phrases/closed-mailboxes";
import { phrasesOfNames } from "@/lib/feedback/classify/phrases/names-and-ways";
import { phrasesOfContent } from "@/lib/feedback/classify/phrases/our-content";
import { phrasesOfIdentity } from "@/lib/feedback/classify/phrases/our-identity";
import { phrasesOfPace } from "@/lib/feedback/classify/phrases/our-pace";
import { phrasesOfStanding } from "@/lib/feedback/classify/phrases/our-standing";
import type { PhraseTable } from "@/lib/feedback/classify/phrases/phrase-table";
import { phrasesOfRoom } from "@/lib/feedback/classify/phrases/room-and-system";
import { phrasesOfDomains } from "@/lib/feedback/classify/phrases/unknown-domains";
import { phrasesOfUnknown } from "@/lib/feedback/classify/phrases/unknown-recipients";
import { phrasesOfUnknownAbroad } from "@/lib/feedback/classify/phrases/unknown-recipients-abroad";

/** About us, about the way, or about now: read before everything that could blame the mailbox. */
export const phrasesAboutUs: PhraseTable = [
  ...phrasesOfNames,
  ...phrasesOfStanding,
  ...phrasesOfIdentity,
  ...phrasesOfPace,
  ...phrasesOfContent,
];

/** About the mailbox being full or the receiving system being out of order. */
export const phrasesAboutRoom: PhraseTable = phrasesOfRoom;

/** About the mailbox or the domain, read after all that speaks of us. */
export const phrasesAboutRecipient: PhraseTable = [
  ...phrasesOfClosing,
  ...phrasesOfDomains,
  ...phrasesOfUnknown,
  ...phrasesOfUnknownAbroad,
];

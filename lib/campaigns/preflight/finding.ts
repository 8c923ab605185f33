import type { ForeignTag } from "@/lib/content/liquid/foreign-tags";
import type { WrittenContent } from "@/lib/content/templates/written";
import type { TransportAbout } from "@/lib/mail/transports/kinds/transport-about.shared";
import type { AudienceEstimate } from "@/lib/people/audiences/audience.shared";
import type { DomainStatus } from "@/lib/sending/domains/schema";
import type { TransportRefusal } from "@/lib/sending/transports/refusal";

/** Block stops the launch, warn lets it pass with a remark, ok says what was checked and found well. */
export type FindingLevel = "block" | "warn" | "ok";

/** The place in the wizard, or elsewhere in the workspace, where a finding is put right. */
export type FixPlace = "audience" | "content" | "sender" | "subject" | "brand" | "domains" | "contacts";

/** One line of the pre-flight list. `detail` says what was seen and what to do about it. */
export interface Finding {
  level: FindingLevel;
  code: string;
  title: string;
  detail: string;
  fix?: FixPlace;
}

/** How often a merge tag comes out empty for the people of this audience. */
export interface EmptyTag {
  tag: string;
  count: number;
  /** How many people were looked at. */
  checked: number;
  examples: string[];
}

/** The first thing that went wrong when the mail was made for real people, by the address of whom it concerns. */
export interface RenderedSample {
  checked: number;
  /** Why it cannot be rendered. */
  failure: { email: string; reason: string } | null;
  /** Whose mail shows no way to unsubscribe, in its HTML or its text. */
  wayOutMissing: string | null;
}

/** Everything the rules look at, gathered once from the draft, its compiled content and its audience. */
export interface PreflightFacts {
  /** Null while no sender is chosen. `domainStatus` belongs to the domain of its address; null: not a domain of the workspace. */
  sender: { name: string; email: string; domainStatus: DomainStatus | null } | null;
  /** `embedded` delivers to the mailbox on this machine; `none` means there is no way out. */
  transport: TransportAbout["reach"] | "none";
  /** Why the way out is closed to this workspace; null when it is open. */
  transportRefusal: TransportRefusal | null;
  /** Mails that the workspace may still send in this month; null: no limit. */
  mailsLeft?: number | null;
  subject: string;
  previewText: string;
  postalAddress: string;
  /** Compiled HTML as it will be sent, before the tracking addresses are put in. Empty while there is no content. */
  html: string;
  text: string;
  /** Whether somebody has written it, and what of it is still a design's. */
  content: WrittenContent;
  /** Why the content could not be compiled, in words; null when it could. */
  compileError: string | null;
  /** Addresses of images without alternative text, where the author's document tells; null: look at the HTML. */
  unnamedImages: string[] | null;
  /** What came of rendering it for some of the people who would receive it; absent when there was nothing to render. */
  rendered?: RenderedSample | undefined;
  /** Merge tags of other platforms, with ours where there is one. */
  foreignTags?: ForeignTag[] | undefined;
  /** Tags of ours that are meant by unknown ones, by the unknown tag. */
  meantTags?: Record<string, string> | undefined;
  unknownTags: string[];
  /** Unknown too, but only asked for by conditions, which then take their other branch. */
  askedTags?: string[];
  emptyTags: EmptyTag[];
  audience: Pick<AudienceEstimate, "total" | "willReceive"> & { isAbout?: boolean; chosen: boolean };
  trackingUrl: string;
  tracking: { opens: boolean; clicks: boolean };
}

/** A rule looks at the facts and says what it finds: one line, or several. */
export type Rule = (facts: PreflightFacts) => Finding | Finding[];

import { z } from "zod";
import { idOf } from "@/lib/base/db/ids";
import { plainText } from "@/lib/base/text/plain-text.shared";
import { EmailDocument } from "@/lib/content/templates/document.shared";
import { contentKinds } from "@/lib/content/templates/schema";
import { words } from "@/lib/language/t";
import { campaignStatuses } from "@/lib/sending/campaign/status.shared";
import type { EditedColumn } from "./campaign-columns";
import { campaignSorts } from "./views.shared";

const ids = (prefix: "lst" | "seg" | "tag") => z.array(idOf(prefix)).max(200, words("Choose at most 200.")).default([]);

/** Who a campaign is for: everybody in what is included, less those in what is excluded. Public ids in, uuids out. */
export const AudienceInput = z.strictObject({
  include: z.strictObject({ lists: ids("lst"), segments: ids("seg"), tags: ids("tag") }).prefault({}),
  exclude: z.strictObject({ lists: ids("lst"), segments: ids("seg") }).prefault({}),
});
export type AudienceInput = z.input<typeof AudienceInput>;

const name = z
  .string()
  .trim()
  .min(1, words("Give the campaign a name."))
  .max(120, words("Use at most 120 characters."));
const line = z.string().max(400, words("Use at most 400 characters."));
const campaignId = idOf("cmp");

export const CampaignRef = z.object({ campaignId });
export type CampaignRef = z.input<typeof CampaignRef>;

/** A copy of a campaign: for the same people, or for others. */
export const DuplicateCampaign = CampaignRef.extend({ audience: AudienceInput.optional() });
export type DuplicateCampaign = z.input<typeof DuplicateCampaign>;

/** A new draft: from one of the built-in designs, from a saved template, or blank. */
export const CreateCampaign = z.object({
  name: name.optional(),
  templateKey: z.string().max(60).optional(),
  templateId: idOf("tpl").optional(),
  audience: AudienceInput.optional(),
});
export type CreateCampaign = z.input<typeof CreateCampaign>;

/** How long a send may be spread over: a quarter of an hour to a week. */
export const spreadLimits = { min: 15, max: 7 * 24 * 60 } as const;
const spreadMinutes = z
  .number(words("Choose how long."))
  .int(words("Give whole minutes."))
  .min(spreadLimits.min, words("At least 15 minutes."))
  .max(spreadLimits.max, words("At most 7 days."))
  .nullable();

/** Everything that `campaignColumns` says the author edits. */
const edited = {
  name: name.optional(),
  subject: line.optional(),
  previewText: line.optional(),
  senderId: idOf("snd").nullable().optional(),
  audience: AudienceInput.optional(),
  contentKind: z.enum(contentKinds).optional(),
  document: EmailDocument.optional(),
  html: z.string().max(1_000_000, words("The HTML is larger than 1 MB.")).nullable().optional(),
  trackOpens: z.boolean().optional(),
  trackClicks: z.boolean().optional(),
  spreadMinutes: spreadMinutes.optional(),
  localTime: z.boolean().optional(),
} satisfies Record<EditedColumn, z.ZodType>;

/** What an autosave may change. `version` is the one the editor loaded or was last told. */
export const UpdateCampaign = z.object({ campaignId, version: z.number().int().positive(), ...edited });
export type UpdateCampaign = z.input<typeof UpdateCampaign>;

/**
 * When a campaign leaves. With `localTime` the clock time that `at` is in the workspace's zone is meant in everybody's own
 * zone. What is left out stays as it is.
 */
export const ScheduleCampaign = z
  .object({
    campaignId,
    at: z.iso.datetime({ offset: true, error: words("Choose a date and a time.") }),
    /** The time that it is moved from, as the page shows it: a page that is no longer true moves nothing. */
    movedFrom: z.iso.datetime({ offset: true }).optional(),
    localTime: z.boolean().optional(),
    spreadMinutes: spreadMinutes.optional(),
  })
  .refine((input) => !(input.localTime && input.spreadMinutes), {
    path: ["spreadMinutes"],
    message: words("A send at each recipient's local time is spread by their time zones already."),
  });
export type ScheduleCampaign = z.input<typeof ScheduleCampaign>;

/** How fast a campaign that is scheduled or under way leaves; null: as fast as the way out allows. */
export const UpdateDelivery = z.object({ campaignId, spreadMinutes });
export type UpdateDelivery = z.input<typeof UpdateDelivery>;

export const ExcludeDomain = z.object({
  campaignId,
  /** The part after the "@", or an address there. */
  domain: z
    .string()
    .trim()
    .toLowerCase()
    .transform((text) => text.slice(text.lastIndexOf("@") + 1))
    .pipe(z.string().regex(/^(?=.{3,253}$)[^\s@.]+(\.[^\s@.]+)+$/, words("Give a domain such as example.com."))),
  /** Goes on at once where it was paused. */
  resume: z.boolean().default(false),
});
export type ExcludeDomain = z.input<typeof ExcludeDomain>;

export const SendTest = z.object({
  campaignId,
  to: z
    .array(z.email(words("This is not an e-mail address.")))
    .min(1, words("Give at least one address."))
    .max(5, words("Give at most five addresses.")),
  contactId: idOf("ctc").optional(),
});
export type SendTest = z.input<typeof SendTest>;

/** A campaign to look at as one contact would get it; without one as somebody would of whom only the address is known. */
export const PreviewCampaign = z.object({ campaignId, contactId: idOf("ctc").nullish() });
export type PreviewCampaign = z.input<typeof PreviewCampaign>;

/** A word by which campaigns are found again. */
export const CampaignLabel = plainText()
  .trim()
  .min(1, words("Give the label a name."))
  .max(40, words("Use at most 40 characters in a label."));

export const maxLabels = 20;

export const SetLabels = z.object({
  campaignId,
  labels: z.array(CampaignLabel).max(maxLabels, `A campaign can have ${maxLabels} labels at most.`),
});
export type SetLabels = z.input<typeof SetLabels>;

/** One change to what is ticked in the list. */
export const ChangeCampaigns = z.object({
  campaignIds: z.array(campaignId).min(1, words("Choose a campaign.")).max(100, words("Choose at most 100 campaigns.")),
  change: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.enum(["archive", "restore", "delete"]) }),
    z.strictObject({ kind: z.enum(["add_label", "remove_label"]), label: CampaignLabel }),
  ]),
});
export type ChangeCampaigns = z.input<typeof ChangeCampaigns>;

/** What the address of the campaigns page may say; anything else falls back instead of failing. */
export const CampaignFilters = z.object({
  tab: z.enum(["all", "drafts", "scheduled", "sending", "sent", "archived"]).catch("all"),
  /** Closer than the tab. */
  status: z.enum(campaignStatuses).optional().catch(undefined),
  q: z.string().trim().max(200).catch(""),
  label: CampaignLabel.optional().catch(undefined),
  sort: z.enum(campaignSorts).optional().catch(undefined),
  /** Without it names from A, and everything else from the newest or the most. */
  direction: z.enum(["asc", "desc"]).optional().catch(undefined),
  /** Public id of the last row of the page before. */
  after: idOf("cmp").optional().catch(undefined),
});
export type CampaignFilters = z.output<typeof CampaignFilters>;

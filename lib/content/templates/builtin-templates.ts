import { announcement } from "@/emails/templates/announcement";
import { customerStory } from "@/emails/templates/customer-story";
import { digest } from "@/emails/templates/digest";
import { essay } from "@/emails/templates/essay";
import { eventInvitation } from "@/emails/templates/event-invitation";
import { eventReminder } from "@/emails/templates/event-reminder";
import { feedback } from "@/emails/templates/feedback";
import { lastCall } from "@/emails/templates/last-call";
import { newsletter } from "@/emails/templates/newsletter";
import { plainLetter } from "@/emails/templates/plain-letter";
import { productLaunch } from "@/emails/templates/product-launch";
import { productUpdate } from "@/emails/templates/product-update";
import { promotion } from "@/emails/templates/promotion";
import { serviceNotice } from "@/emails/templates/service-notice";
import { stayOnTheList } from "@/emails/templates/stay-on-the-list";
import type { BuiltinTemplate } from "@/emails/templates/template";
import { webinar } from "@/emails/templates/webinar";
import { welcome } from "@/emails/templates/welcome";
import { winBack } from "@/emails/templates/win-back";
import { yearInReview } from "@/emails/templates/year-in-review";
import { notFound } from "@/lib/base/errors";

/** The designs that come with the product, in the order the gallery shows them. */
export const builtinTemplates: readonly BuiltinTemplate[] = [
  newsletter,
  digest,
  essay,
  announcement,
  productUpdate,
  customerStory,
  serviceNotice,
  promotion,
  productLaunch,
  lastCall,
  eventInvitation,
  eventReminder,
  webinar,
  welcome,
  winBack,
  feedback,
  stayOnTheList,
  yearInReview,
  plainLetter,
];

/** A built-in design by its key, or `not_found`. */
export function getBuiltinTemplate(key: string): BuiltinTemplate {
  const template = builtinTemplates.find((candidate) => candidate.key === key);
  if (!template) throw notFound("template");
  return template;
}

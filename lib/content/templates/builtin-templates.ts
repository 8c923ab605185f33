import { announcement } from "@/emails/templates/announcement";
import { eventInvitation } from "@/emails/templates/event-invitation";
import { newsletter } from "@/emails/templates/newsletter";
import { plainLetter } from "@/emails/templates/plain-letter";
import { productUpdate } from "@/emails/templates/product-update";
import { promotion } from "@/emails/templates/promotion";
import type { BuiltinTemplate } from "@/emails/templates/template";
import { welcome } from "@/emails/templates/welcome";
import { notFound } from "@/lib/base/errors";

/** The designs that come with the product, in the order the gallery shows them. */
export const builtinTemplates: readonly BuiltinTemplate[] = [
  newsletter,
  announcement,
  promotion,
  eventInvitation,
  welcome,
  productUpdate,
  plainLetter,
];

/** A built-in design by its key, or `not_found`. */
export function getBuiltinTemplate(key: string): BuiltinTemplate {
  const template = builtinTemplates.find((candidate) => candidate.key === key);
  if (!template) throw notFound("template");
  return template;
}

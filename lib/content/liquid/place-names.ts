import { allOf } from "@/lib/language/list-of";
import { type Msg, msg, t } from "@/lib/language/t";

/** A part of a mail that may hold Liquid. */
export type ContentPlace = "subject" | "preview text" | "content" | "plain text" | "link";

const inPlaces: Readonly<Record<ContentPlace, Msg>> = {
  subject: msg("In the subject"),
  "preview text": msg("In the preview text"),
  content: msg("In the content"),
  "plain text": msg("In the plain text"),
  link: msg("In the link"),
};

/** Where something is wrong, as a sentence begins: "In the subject". */
export const inPlace = (place: ContentPlace): string => t(inPlaces[place]);

const names: Readonly<Record<ContentPlace, Msg>> = {
  subject: msg("subject"),
  "preview text": msg("preview text"),
  content: msg("content"),
  "plain text": msg("plain text"),
  link: msg("link"),
};

/** "subject and content" */
export const placeNames = (places: readonly ContentPlace[]): string => allOf(places.map((place) => t(names[place])));

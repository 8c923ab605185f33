import { t } from "@/lib/language/t";
/** What of something pasted could not come along, counted. */
export interface LeftOut {
  /** Pictures that only the computer has they were copied on. */
  pictures: number;
  /** Videos, forms, drawings. */
  embedded: number;
  /** Links that no mail client follows; their words stay. */
  links: number;
  /** Things that stood beside each other and now stand under each other. */
  layouts: number;
  /** Fonts, sizes and colours. */
  looks: boolean;
  /** Where pictures that were kept are shown from. */
  hosts: Set<string>;
}

export const nothingLeftOut = (): LeftOut => ({
  pictures: 0,
  embedded: 0,
  links: 0,
  layouts: 0,
  looks: false,
  hosts: new Set(),
});

/** One or two sentences for the author; empty when all of it came along. */
export function wordsOf(left: LeftOut): string {
  const missing = [
    left.pictures &&
      t(
        "{count, plural, =1 {one picture that could not be read (drag the file in instead)} other {# pictures that could not be read (drag the file in instead)}}",
        { count: left.pictures },
      ),
    left.embedded &&
      t("{count, plural, =1 {one video, form or drawing} other {# videos, forms or drawings}}", {
        count: left.embedded,
      }),
    left.links &&
      t(
        "{count, plural, =1 {the address of one link that mail clients do not follow} other {the address of # links that mail clients do not follow}}",
        { count: left.links },
      ),
    left.layouts && t("the arrangement side by side"),
    left.looks && t("fonts and colours, which your brand decides"),
  ].filter(Boolean);
  const hosts = [...left.hosts].slice(0, 3).join(", ");
  return [
    missing.length > 0 ? t("Left out: {list}.", { list: missing.join("; ") }) : "",
    hosts ? t("Pictures are still shown from {hosts}. Upload them here, so that they stay.", { hosts }) : "",
  ]
    .filter(Boolean)
    .join(" ");
}

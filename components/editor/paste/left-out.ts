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

const many = (count: number, one: string, more: string) => (count === 1 ? t("one {one}", { one }) : `${count} ${more}`);

/** One or two sentences for the author; empty when all of it came along. */
export function wordsOf(left: LeftOut): string {
  const missing = [
    left.pictures && `${many(left.pictures, "picture", "pictures")} that could not be read (drag the file in instead)`,
    left.embedded && many(left.embedded, "video, form or drawing", "videos, forms or drawings"),
    left.links && `the address of ${many(left.links, "link", "links")} that mail clients do not follow`,
    left.layouts && "the arrangement side by side",
    left.looks && "fonts and colours, which your brand decides",
  ].filter(Boolean);
  const hosts = [...left.hosts].slice(0, 3).join(", ");
  return [
    missing.length > 0 ? `Left out: ${missing.join("; ")}.` : "",
    hosts ? `Pictures are still shown from ${hosts}. Upload them here, so that they stay.` : "",
  ]
    .filter(Boolean)
    .join(" ");
}

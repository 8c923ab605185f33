import { styleOf, tagOf, unwrap } from "./dom";
import type { LeftOut } from "./left-out";
import { picturesInRtf } from "./rtf-pictures";

/** Room in the mail's column, in CSS pixels. */
const columnWidth = 520;
const readable = /^data:(image\/(?:png|jpeg|gif|webp));base64,/i;

const pixels = (element: Element, name: "width" | "height") =>
  Number.parseInt(element.getAttribute(name) ?? styleOf(element).get(name) ?? "", 10);

/** Pictures of a pixel count who looks; nobody means to paste them. */
const isSpy = (image: Element) => pixels(image, "width") <= 3 || pixels(image, "height") <= 3;

function fileOf(dataUrl: string, index: number): File | null {
  const type = readable.exec(dataUrl)?.[1]?.toLowerCase();
  if (!type) return null;
  try {
    const bytes = Uint8Array.from(atob(dataUrl.slice(dataUrl.indexOf(",") + 1).replace(/\s/g, "")), (c) =>
      c.charCodeAt(0),
    );
    return new File([bytes], `pasted-${index + 1}.${type.slice(6)}`, { type });
  } catch {
    return null;
  }
}

/** What stands in the address of a picture until it is uploaded. */
export const placeholder = (index: number) => `pasted:${index}`;

/**
 * Pictures with a web address stay. Those that came along in the clipboard are handed over as files, with a placeholder for
 * their address. Word names files of the computer instead, which no page may read, but often puts their bytes into its RTF.
 */
export function shapePictures(body: Element, rtf: string, left: LeftOut): File[] {
  const files: File[] = [];
  const images = [...body.querySelectorAll("img")];
  const named = images.filter((image) => /^file:/i.test(image.getAttribute("src") ?? ""));
  const inRtf = named.length > 0 ? picturesInRtf(rtf) : [];
  for (const image of images) {
    const src = (image.getAttribute("src") ?? "").trim().replace(/^\/\//, "https://");
    const file =
      inRtf.length === named.length && named.includes(image)
        ? (inRtf[named.indexOf(image)] ?? null)
        : fileOf(src, files.length);
    const isOwn = src.startsWith("/") && image.hasAttribute("data-align");
    if (isSpy(image) || src === "") image.remove();
    else if (file) {
      image.setAttribute("src", placeholder(files.length));
      files.push(file);
    } else if (/^https?:\/\//i.test(src) || isOwn) image.setAttribute("src", src);
    else {
      left.pictures++;
      image.remove();
    }
    if (!body.contains(image)) continue;
    fitPicture(image, src, left);
    liftPicture(image);
  }
  return files;
}

/** Pictures stand between paragraphs here, not in them. */
function liftPicture(image: Element): void {
  const around = image.closest("p, h1, h2, h3, h4, h5, h6");
  if (!around) return;
  const isCentred = styleOf(around).get("text-align") === "center" || around.getAttribute("align") === "center";
  if (!image.hasAttribute("data-align")) image.setAttribute("data-align", isCentred ? "center" : "left");
  const range = image.ownerDocument.createRange();
  range.setStart(around, 0);
  range.setEndBefore(image);
  const isFirst = !range.toString().trim();
  range.setStartAfter(image);
  range.setEnd(around, around.childNodes.length);
  if (isFirst) around.before(image);
  else if (!range.toString().trim()) around.after(image);
}

function fitPicture(image: Element, src: string, left: LeftOut): void {
  const width = pixels(image, "width");
  image.removeAttribute("width");
  if (width > 0 && width < columnWidth) image.setAttribute("width", String(width));
  const link = image.closest("a[href]");
  const href = link?.getAttribute("href") ?? "";
  if (/^(https?:|mailto:)/i.test(href)) image.setAttribute("data-href", href);
  if (link && tagOf(link) === "a" && !link.textContent?.trim()) unwrap(link);
  const host = /^https?:\/\/([^/?#]+)/i.exec(src)?.[1];
  if (host && host !== location.host) left.hosts.add(host);
}

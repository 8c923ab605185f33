import { SUBJECT_IDEAL, visibleLength } from "@/lib/content/templates/line-length.shared";
import { t } from "@/lib/language/t";
import { unsupportedFeatures } from "./client-support";
import type { Finding, Rule } from "./finding";
import { scanHtml } from "./scan-html";

/** Gmail cuts a message off at about 102 KB of HTML; the tracking addresses put in per recipient count too. */
const clipBytes = 102 * 1024;
const warnBytes = 90 * 1024;
/** About what a tracking address is longer than the address it stands for. */
const trackedLinkBytes = 80;

const characters = (count: number) => t("{count, plural, one {# character.} other {# characters.}}", { count });
const checked = (count: number) => t("{count, plural, one {# checked.} other {# checked.}}", { count });

const subject: Rule = ({ subject: words }) => {
  const length = visibleLength(words.trim());
  if (length === 0) {
    return {
      level: "block",
      code: "subject_missing",
      title: t("The subject is empty"),
      detail: t("Write the line that people see first in their inbox."),
      fix: "subject",
    };
  }
  if (length > SUBJECT_IDEAL) {
    return {
      level: "warn",
      code: "subject_long",
      title: t("The subject is long"),
      detail: t(
        "{count, plural, one {It has # character} other {It has # characters}}; most inboxes cut it off after about {ideal}, phones after 40.",
        { count: length, ideal: SUBJECT_IDEAL },
      ),
      fix: "subject",
    };
  }
  const letters = words.replace(/\{\{[\s\S]*?\}\}/g, "").replace(/[^\p{L}]/gu, "");
  if (letters.length >= 8 && letters === letters.toUpperCase() && letters !== letters.toLowerCase()) {
    return {
      level: "warn",
      code: "subject_shouting",
      title: t("The subject is all capitals"),
      detail: t("Spam filters and readers dislike it."),
      fix: "subject",
    };
  }
  return { level: "ok", code: "subject", title: t("Subject is set"), detail: characters(length) };
};

const previewText: Rule = ({ previewText: words }) => {
  const length = [...words.trim()].length;
  if (length > 0)
    return { level: "ok", code: "preview_text", title: t("Preview text is set"), detail: characters(length) };
  return {
    level: "warn",
    code: "preview_text_missing",
    title: t("There is no preview text"),
    detail: t("Inboxes show it after the subject; without one they show the first words of the mail."),
    fix: "subject",
  };
};

const content: Rule = ({ compileError, content: { written, designPassages } }) => {
  if (compileError) {
    return {
      level: "block",
      code: "content_broken",
      title: t("The content cannot be rendered"),
      detail: compileError,
      fix: "content",
    };
  }
  if (written === "nothing") {
    return {
      level: "block",
      code: "content_empty",
      title: t("There is no content"),
      detail: t("Write the mail."),
      fix: "content",
    };
  }
  if (written === "design") {
    return {
      level: "block",
      code: "content_unwritten",
      title: t("The mail is still the design's sample"),
      detail: t("Everything in it came with the design. Write your own text in its place."),
      fix: "content",
    };
  }
  const [first, ...others] = designPassages;
  if (first === undefined) return [];
  return {
    level: "warn",
    code: "content_sample_left",
    title: t(
      "{count, plural, =1 {A passage is still the design's} one {# passage is still the design's} other {# passages are still the design's}}",
      { count: others.length + 1 },
    ),
    detail: t('The first begins "{text}". Write your own, or take it out.', { text: first.slice(0, 60).trim() }),
    fix: "content",
  };
};

const renderable: Rule = ({ rendered }) => {
  if (!rendered) return [];
  if (!rendered.failure) {
    if (rendered.checked === 0) return [];
    const detail = t(
      "{count, plural, =1 {Tried for one of its people.} one {Tried for # of its people.} other {Tried for # of its people.}}",
      { count: rendered.checked },
    );
    return { level: "ok", code: "rendered", title: t("The mail can be made"), detail };
  }
  return {
    level: "block",
    code: "content_not_renderable",
    title: t("The mail cannot be made"),
    detail: t("For {address}: {reason}", { address: rendered.failure.email, reason: rendered.failure.reason }),
    fix: "content",
  };
};

const size: Rule = ({ html, tracking }) => {
  if (html === "") return [];
  const trackedLinks = tracking.clicks ? scanHtml(html).links.length : 0;
  const bytes = new TextEncoder().encode(html).length + trackedLinks * trackedLinkBytes;
  const kilobytes = Math.ceil(bytes / 1024);
  if (bytes < warnBytes) {
    return {
      level: "ok",
      code: "size",
      title: t("Gmail shows the whole mail"),
      detail: t("{kilobytes} KB of HTML; the limit is 102 KB.", { kilobytes }),
    };
  }
  return {
    level: bytes >= clipBytes ? "block" : "warn",
    code: bytes >= clipBytes ? "size_clipped" : "size_near_limit",
    title: bytes >= clipBytes ? t("Gmail would cut this mail off") : t("The mail is close to Gmail's limit"),
    detail: t(
      "It has {kilobytes} KB of HTML. Gmail hides what comes after 102 KB, the unsubscribe link included. Take something out.",
      { kilobytes },
    ),
    fix: "content",
  };
};

const textPart: Rule = ({ html, text }) => {
  if (html === "") return [];
  if (text.trim() !== "") {
    return {
      level: "ok",
      code: "text_part",
      title: t("A plain text version goes along"),
      detail: t("Made from the content."),
    };
  }
  return {
    level: "warn",
    code: "text_part_missing",
    title: t("The plain text version is empty"),
    detail: t("Some readers and filters look at the text only. Add words, not only pictures."),
    fix: "content",
  };
};

const images: Rule = ({ html, transport, unnamedImages }) => {
  const found = scanHtml(html).images;
  const findings: Finding[] = [];
  const nameless = unnamedImages
    ? unnamedImages.map((src) => ({ src }))
    : found.filter((image) => image.alt === undefined || (image.linked && image.alt.trim() === ""));
  if (nameless.length > 0) {
    findings.push({
      level: "warn",
      code: "alt_missing",
      title: t(
        "{count, plural, =1 {An image has no alternative text} one {# image has no alternative text} other {# images have no alternative text}}",
        { count: nameless.length },
      ),
      detail: t("People who block images or use a screen reader see nothing: {names}.", {
        names: nameless.map(fileName).slice(0, 3).join(", "),
      }),
      fix: "content",
    });
  }
  const unreachable = found.filter((image) => image.src === "" || !/^(https:|\{\{)/i.test(image.src));
  if (unreachable.length > 0 && transport !== "embedded") {
    findings.push({
      level: "warn",
      code: "image_insecure",
      title: t(
        "{count, plural, =1 {An image is not on https} one {# image is not on https} other {# images are not on https}}",
        { count: unreachable.length },
      ),
      detail: t("Gmail and Outlook may not show {names}. Upload the picture or use an https address.", {
        names: unreachable.map(fileName).slice(0, 3).join(", "),
      }),
      fix: "content",
    });
  }
  if (found.length > 0 && findings.length === 0) {
    findings.push({
      level: "ok",
      code: "images",
      title: t("Images have alternative text"),
      detail: checked(found.length),
    });
  }
  return findings;
};

function fileName(image: { src: string }): string {
  if (image.src === "") return t("an image without address");
  if (image.src.startsWith("data:")) return t("an image inside the mail");
  return image.src.split(/[?#]/)[0]?.split("/").pop() || image.src;
}

const clientSupport: Rule = ({ html }) => {
  if (html === "") return [];
  const scanned = scanHtml(html);
  return unsupportedFeatures
    .filter((feature) => feature.used(scanned))
    .map(
      (feature): Finding => ({
        level: "warn",
        code: "feature_unsupported",
        title: t("{feature} does not work in every mail client", { feature: t(feature.name) }),
        detail: t(feature.effect),
        fix: "content",
      }),
    );
};

/** What is said, and whether mail clients will show it. */
export const contentRules: Rule[] = [subject, previewText, content, renderable, size, textPart, images, clientSupport];

import { SUBJECT_IDEAL, visibleLength } from "@/lib/content/templates/line-length.shared";
import { unsupportedFeatures } from "./client-support";
import type { Finding, Rule } from "./finding";
import { scanHtml } from "./scan-html";

/** Gmail cuts a message off at about 102 KB of HTML; the tracking addresses put in per recipient count too. */
const clipBytes = 102 * 1024;
const warnBytes = 90 * 1024;
/** About what a tracking address is longer than the address it stands for. */
const trackedLinkBytes = 80;

const subject: Rule = ({ subject: words }) => {
  const length = visibleLength(words.trim());
  if (length === 0) {
    return {
      level: "block",
      code: "subject_missing",
      title: "The subject is empty",
      detail: "Write the line that people see first in their inbox.",
      fix: "subject",
    };
  }
  if (length > SUBJECT_IDEAL) {
    return {
      level: "warn",
      code: "subject_long",
      title: "The subject is long",
      detail: `It has ${length} characters; most inboxes cut it off after about ${SUBJECT_IDEAL}, phones after 40.`,
      fix: "subject",
    };
  }
  const letters = words.replace(/\{\{[\s\S]*?\}\}/g, "").replace(/[^\p{L}]/gu, "");
  if (letters.length >= 8 && letters === letters.toUpperCase() && letters !== letters.toLowerCase()) {
    return {
      level: "warn",
      code: "subject_shouting",
      title: "The subject is all capitals",
      detail: "Spam filters and readers dislike it.",
      fix: "subject",
    };
  }
  return { level: "ok", code: "subject", title: "Subject is set", detail: `${length} characters.` };
};

const previewText: Rule = ({ previewText: words }) => {
  const length = [...words.trim()].length;
  if (length > 0)
    return { level: "ok", code: "preview_text", title: "Preview text is set", detail: `${length} characters.` };
  return {
    level: "warn",
    code: "preview_text_missing",
    title: "There is no preview text",
    detail: "Inboxes show it after the subject; without one they show the first words of the mail.",
    fix: "subject",
  };
};

const content: Rule = ({ compileError, content: { written, designPassages } }) => {
  if (compileError) {
    return {
      level: "block",
      code: "content_broken",
      title: "The content cannot be rendered",
      detail: compileError,
      fix: "content",
    };
  }
  if (written === "nothing") {
    return {
      level: "block",
      code: "content_empty",
      title: "There is no content",
      detail: "Write the mail.",
      fix: "content",
    };
  }
  if (written === "design") {
    return {
      level: "block",
      code: "content_unwritten",
      title: "The mail is still the design's sample",
      detail: "Everything in it came with the design. Write your own text in its place.",
      fix: "content",
    };
  }
  const [first, ...others] = designPassages;
  if (first === undefined) return [];
  return {
    level: "warn",
    code: "content_sample_left",
    title:
      others.length === 0 ? "A passage is still the design's" : `${others.length + 1} passages are still the design's`,
    detail: `The first begins "${first.slice(0, 60).trim()}". Write your own, or take it out.`,
    fix: "content",
  };
};

const renderable: Rule = ({ rendered }) => {
  if (!rendered) return [];
  if (!rendered.failure) {
    if (rendered.checked === 0) return [];
    const people = rendered.checked === 1 ? "one of its people" : `${rendered.checked} of its people`;
    return { level: "ok", code: "rendered", title: "The mail can be made", detail: `Tried for ${people}.` };
  }
  return {
    level: "block",
    code: "content_not_renderable",
    title: "The mail cannot be made",
    detail: `For ${rendered.failure.email}: ${rendered.failure.reason}`,
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
      title: "Gmail shows the whole mail",
      detail: `${kilobytes} KB of HTML; the limit is 102 KB.`,
    };
  }
  return {
    level: bytes >= clipBytes ? "block" : "warn",
    code: bytes >= clipBytes ? "size_clipped" : "size_near_limit",
    title: bytes >= clipBytes ? "Gmail would cut this mail off" : "The mail is close to Gmail's limit",
    detail: `It has ${kilobytes} KB of HTML. Gmail hides what comes after 102 KB, the unsubscribe link included. Take something out.`,
    fix: "content",
  };
};

const textPart: Rule = ({ html, text }) => {
  if (html === "") return [];
  if (text.trim() !== "") {
    return {
      level: "ok",
      code: "text_part",
      title: "A plain text version goes along",
      detail: "Made from the content.",
    };
  }
  return {
    level: "warn",
    code: "text_part_missing",
    title: "The plain text version is empty",
    detail: "Some readers and filters look at the text only. Add words, not only pictures.",
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
      title:
        nameless.length === 1
          ? "An image has no alternative text"
          : `${nameless.length} images have no alternative text`,
      detail: `People who block images or use a screen reader see nothing: ${nameless.map(fileName).slice(0, 3).join(", ")}.`,
      fix: "content",
    });
  }
  const unreachable = found.filter((image) => image.src === "" || !/^(https:|\{\{)/i.test(image.src));
  if (unreachable.length > 0 && transport !== "embedded") {
    findings.push({
      level: "warn",
      code: "image_insecure",
      title: unreachable.length === 1 ? "An image is not on https" : `${unreachable.length} images are not on https`,
      detail: `Gmail and Outlook may not show ${unreachable.map(fileName).slice(0, 3).join(", ")}. Upload the picture or use an https address.`,
      fix: "content",
    });
  }
  if (found.length > 0 && findings.length === 0) {
    findings.push({
      level: "ok",
      code: "images",
      title: "Images have alternative text",
      detail: `${found.length} checked.`,
    });
  }
  return findings;
};

function fileName(image: { src: string }): string {
  if (image.src === "") return "an image without address";
  if (image.src.startsWith("data:")) return "an image inside the mail";
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
        title: `${feature.name} does not work in every mail client`,
        detail: feature.effect,
        fix: "content",
      }),
    );
};

/** What is said, and whether mail clients will show it. */
export const contentRules: Rule[] = [subject, previewText, content, renderable, size, textPart, images, clientSupport];

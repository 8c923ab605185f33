import { currentSpeech } from "@/lib/language/speech";
import { t } from "@/lib/language/t";
import type { Finding, Rule } from "./finding";

const number = (value: number) => value.toLocaleString(currentSpeech().figures);

const audience: Rule = ({ audience: { chosen, total, willReceive, isAbout } }) => {
  if (!chosen) {
    return {
      level: "block",
      code: "audience_empty",
      title: t("Nobody is chosen yet"),
      detail: t("Choose at least one list, segment or tag to send to."),
      fix: "audience",
    };
  }
  if (willReceive === 0) {
    return {
      level: "block",
      code: "audience_empty",
      title: t("Nobody would receive this campaign"),
      detail:
        total === 0
          ? t("The lists, segments and tags you chose hold no contacts.")
          : t(
              "{count, plural, =1 {The one person you chose is left out: unsubscribed, suppressed, not confirmed or excluded.} one {All # people you chose are left out: unsubscribed, suppressed, not confirmed or excluded.} other {All # people you chose are left out: unsubscribed, suppressed, not confirmed or excluded.}}",
              { count: total },
            ),
      fix: "audience",
    };
  }
  const left = total - willReceive;
  return {
    level: "ok",
    code: "audience",
    title: isAbout
      ? t("About {count, plural, one {# person} other {# people}} will receive it", { count: willReceive })
      : t("{count, plural, one {# person will receive it} other {# people will receive it}}", { count: willReceive }),
    detail:
      left === 0
        ? t("Nobody you chose is left out.")
        : t(
            "{count, plural, one {# of {total} is left out, with a reason.} other {# of {total} are left out, each with a reason.}}",
            { count: left, total: number(total) },
          ),
  };
};

/** `{{ first_name }}`, and ours when its meaning is known. */
const named = (tag: string, ours: string | null | undefined) => (ours ? t("{tag} (here {ours})", { tag, ours }) : tag);

const foreign: Rule = ({ foreignTags: tags = [] }) => {
  if (tags.length === 0) return [];
  return {
    level: tags.some(({ certain }) => certain) ? "block" : "warn",
    code: "merge_tags_foreign",
    title: t(
      "{count, plural, =1 {A merge tag of another platform is in the mail} one {# merge tag of other platforms is in the mail} other {# merge tags of other platforms are in the mail}}",
      { count: tags.length },
    ),
    detail: t("People would read it as it stands: {tags}. Write the tag of Homing instead.", {
      tags: tags
        .slice(0, 10)
        .map(({ tag, ours }) => named(tag, ours))
        .join(", "),
    }),
    fix: "content",
  };
};

const unknownTags: Rule = ({ unknownTags: tags, meantTags: meant = {} }) => {
  if (tags.length === 0) return [];
  return {
    level: "block",
    code: "merge_tags_unknown",
    title: t(
      "{count, plural, =1 {A merge tag is not known} one {# merge tag is not known} other {# merge tags are not known}}",
      { count: tags.length },
    ),
    detail: t("{tags} would come out empty for everybody. Pick the field from the merge-tag menu or remove it.", {
      tags: tags.map((tag) => named(`{{ ${tag} }}`, meant[tag])).join(", "),
    }),
    fix: "content",
  };
};

const askedTags: Rule = ({ askedTags: tags = [] }) => {
  if (tags.length === 0) return [];
  return {
    level: "warn",
    code: "merge_tags_asked",
    title: t("A condition asks for a field that does not exist"),
    detail: t("{fields} has no value for anybody, so the other branch is always taken.", { fields: tags.join(", ") }),
    fix: "content",
  };
};

const emptyTags: Rule = ({ emptyTags: tags }) =>
  tags.map(
    (empty): Finding => ({
      level: "warn",
      code: "merge_tag_empty",
      title: t("{tag} is empty for {count} of {checked, plural, one {# person} other {# people}}", {
        tag: `{{ ${empty.tag} }}`,
        count: number(empty.count),
        checked: empty.checked,
      }),
      detail: t("For example {addresses}. Give the tag a fallback, such as {tag}.", {
        addresses: empty.examples.slice(0, 3).join(", "),
        tag: `{{ ${empty.tag} | default: "${t("there", undefined, "in place of a name: hello there")}" }}`,
      }),
      fix: "content",
    }),
  );

const tagsFine: Rule = ({ unknownTags: unknown, emptyTags: empty, html }) =>
  unknown.length || empty.length || html === ""
    ? []
    : {
        level: "ok",
        code: "merge_tags",
        title: t("Merge tags have a value for everybody"),
        detail: t("Checked against the contacts of this audience."),
      };

/** Who is written to, and whether the mail can be made personal for them. */
export const readerRules: Rule[] = [audience, foreign, unknownTags, askedTags, emptyTags, tagsFine];

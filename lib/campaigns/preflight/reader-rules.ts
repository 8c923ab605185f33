import type { Finding, Rule } from "./finding";

const number = (value: number) => value.toLocaleString("en");

const audience: Rule = ({ audience: { chosen, total, willReceive } }) => {
  if (!chosen) {
    return {
      level: "block",
      code: "audience_empty",
      title: "Nobody is chosen yet",
      detail: "Choose at least one list, segment or tag to send to.",
      fix: "audience",
    };
  }
  if (willReceive === 0) {
    return {
      level: "block",
      code: "audience_empty",
      title: "Nobody would receive this campaign",
      detail:
        total === 0
          ? "The lists, segments and tags you chose hold no contacts."
          : `All ${number(total)} people you chose are left out: unsubscribed, suppressed, not confirmed or excluded.`,
      fix: "audience",
    };
  }
  const left = total - willReceive;
  return {
    level: "ok",
    code: "audience",
    title: `${number(willReceive)} ${willReceive === 1 ? "person" : "people"} will receive it`,
    detail:
      left === 0
        ? "Nobody you chose is left out."
        : `${number(left)} of ${number(total)} are left out, each with a reason.`,
  };
};

/** `{{ first_name }}`, and ours when its meaning is known. */
const named = (tag: string, ours: string | null | undefined) => (ours ? `${tag} (here ${ours})` : tag);

const foreign: Rule = ({ foreignTags: tags = [] }) => {
  if (tags.length === 0) return [];
  return {
    level: tags.some(({ certain }) => certain) ? "block" : "warn",
    code: "merge_tags_foreign",
    title:
      tags.length === 1
        ? "A merge tag of another platform is in the mail"
        : `${tags.length} merge tags of other platforms are in the mail`,
    detail: `People would read it as it stands: ${tags
      .slice(0, 10)
      .map(({ tag, ours }) => named(tag, ours))
      .join(", ")}. Write the tag of Homing instead.`,
    fix: "content",
  };
};

const unknownTags: Rule = ({ unknownTags: tags, meantTags: meant = {} }) => {
  if (tags.length === 0) return [];
  return {
    level: "block",
    code: "merge_tags_unknown",
    title: tags.length === 1 ? "A merge tag is not known" : `${tags.length} merge tags are not known`,
    detail: `${tags.map((tag) => named(`{{ ${tag} }}`, meant[tag])).join(", ")} would come out empty for everybody. Pick the field from the merge-tag menu or remove it.`,
    fix: "content",
  };
};

const askedTags: Rule = ({ askedTags: tags = [] }) => {
  if (tags.length === 0) return [];
  return {
    level: "warn",
    code: "merge_tags_asked",
    title: "A condition asks for a field that does not exist",
    detail: `${tags.join(", ")} has no value for anybody, so the other branch is always taken.`,
    fix: "content",
  };
};

const emptyTags: Rule = ({ emptyTags: tags }) =>
  tags.map(
    (empty): Finding => ({
      level: "warn",
      code: "merge_tag_empty",
      title: `{{ ${empty.tag} }} is empty for ${number(empty.count)} of ${number(empty.checked)} people`,
      detail: `For example ${empty.examples.slice(0, 3).join(", ")}. Give the tag a fallback, such as {{ ${empty.tag} | default: "there" }}.`,
      fix: "content",
    }),
  );

const tagsFine: Rule = ({ unknownTags: unknown, emptyTags: empty, html }) =>
  unknown.length || empty.length || html === ""
    ? []
    : {
        level: "ok",
        code: "merge_tags",
        title: "Merge tags have a value for everybody",
        detail: "Checked against the contacts of this audience.",
      };

/** Who is written to, and whether the mail can be made personal for them. */
export const readerRules: Rule[] = [audience, foreign, unknownTags, askedTags, emptyTags, tagsFine];

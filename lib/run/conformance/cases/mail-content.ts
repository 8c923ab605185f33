import { messageTokens, messageUrls, readClickToken } from "@/lib/content/links/links";
import { loosePath, readLooseToken, tokensIn } from "@/lib/content/links/loose-token";
import { foreignTags } from "@/lib/content/liquid/foreign-tags";
import { wayOutShown } from "@/lib/content/templates/always-shown";
import { type Case, compare } from "./case";
import { destinations, mailOf, readHtmlCase, ref } from "./compiled-mail";

const [links, quotes, hidden] = [
  "links-broken-when-tracked.html",
  "smart-quotes.html",
  "unsubscribe-only-in-comment.html",
] as const;

/** What a mail says and where it leads, without a database. */
export const mailContent: readonly Case[] = [
  {
    name: "tracked links lead where they lead without tracking",
    files: [links],
    async run(dir) {
      const html = readHtmlCase(dir, links);
      const [tracked, direct] = [await mailOf(html, true), await mailOf(html, false)];
      return compare({
        destinations: [destinations(tracked.html, tracked.compiled), destinations(direct.html, direct.compiled)],
        "all of them tracked": [tracked.html.includes("shop.homing-demo.net"), false],
      });
    },
  },
  {
    name: "typographic quotes in Liquid",
    files: [quotes],
    async run(dir) {
      const { html, text } = await mailOf(readHtmlCase(dir, quotes).replaceAll("first_name", "last_name"), true);
      const { subject } = await mailOf("<p>x</p>", true, "Hi {{ contact.last_name | default: ‘Ann’s “friend”’ }}");
      return compare({
        html: [html.includes("<p>Hi friend</p>"), true],
        text: [text.startsWith("Hi friend"), true],
        "subject, quotes inside kept": [subject, "Hi Ann’s “friend”"],
      });
    },
  },
  {
    name: "values in addresses of the text part are percent-encoded",
    files: [],
    async run() {
      const html = '<a href="https://a.test/?n={{ contact.first_name }}">Shop</a>';
      const { text } = await mailOf(html, false);
      return compare({ text: [text.includes("Shop (https://a.test/?n=Ann%20B)"), true] });
    },
  },
  {
    name: "an unsubscribe link that nobody can see counts as absent",
    files: [hidden],
    async run(dir) {
      const html = readHtmlCase(dir, hidden);
      const { unsubscribe } = messageUrls(messageTokens(ref));
      const shown = async (source: string) => {
        const mail = await mailOf(source, true);
        return wayOutShown(mail.html, (url) => url === unsubscribe).always && mail.text.includes(unsubscribe);
      };
      const link = '<a href="{{ unsubscribe_url }}">Unsubscribe</a>';
      return compare({
        sample: [wayOutShown(html).always, false],
        "footer added": [await shown(html), true],
        "Outlook comment": [await shown(`<p>Hi</p><!--[if mso]>${link}<![endif]-->`), true],
        "condition never met": [await shown(`<p>Hi</p>{% if false %}${link}{% endif %}`), true],
      });
    },
  },
  {
    name: "merge tags of other platforms",
    files: [],
    run() {
      const ours = (text: string) => foreignTags([text]).map((found) => found.ours);
      const first = ["{{ contact.first_name }}"];
      return compare({
        "*|FNAME|*": [ours("Hi *|FNAME|*"), first],
        "%%first_name%%": [ours("Hi %%first_name%%"), first],
        "[[name]]": [ours("Hi [[name]]"), first],
        "[FNAME]": [ours("Hi [FNAME]"), first],
        "ordinary brackets": [ours("See [1], [sic], 100% of it"), []],
      });
    },
  },
  {
    name: "characters that mail programs take along with a link",
    files: [],
    run() {
      const [tokens, urls] = [messageTokens(ref), messageUrls(messageTokens(ref))];
      const click = urls.click(5).split("/").at(-1) ?? "";
      const clicked = (piece: string) =>
        tokensIn(loosePath(piece), true).some((token) => readClickToken(token)?.linkNo === 5);
      const left = (piece: string) => readLooseToken("unsubscribe", loosePath(piece)) !== null;
      const forged = tokens.unsubscribe.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
      return compare({
        "click)": [clicked(`${click})`), true],
        "unsubscribe.": [left(`${tokens.unsubscribe}.`), true],
        "unsubscribe%3E": [left(`${tokens.unsubscribe}%3E`), true],
        "forged.": [left(`${forged}.`), false],
      });
    },
  },
];

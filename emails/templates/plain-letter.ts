import { words } from "@/lib/language/t";
import { doc, lineBreak, link, p, tag } from "./build";
import type { BuiltinTemplate } from "./template";

export const plainLetter: BuiltinTemplate = {
  key: "plain-letter",
  name: words("Plain letter"),
  description: words("Words only, as if you had written it to one person."),
  category: "Personal",
  subject: 'A quick question, {{ contact.first_name | default: "if I may" }}',
  previewText: "It takes one line to answer.",
  document: doc(
    p("Hi ", tag("contact.first_name", "there"), ","),
    p("you have been with us for a while now, and I would like to ask you one thing: what almost made you leave?"),
    p(
      "I ask because polite surveys tell us what we already know. One honest line from you tells us where to work next. ",
      "Just answer this mail; it comes to me and to nobody else.",
    ),
    p("If you would rather talk, ", link("pick fifteen minutes", "https://example.com/talk"), " that suit you."),
    p("Thank you, and have a good week."),
    p("Maya", lineBreak, tag("workspace.name")),
  ),
};

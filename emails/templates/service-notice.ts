import { words } from "@/lib/language/t";
import { bold, button, doc, facts, h1, h2, lead, link, p, section, small, tag } from "./build";
import type { BuiltinTemplate } from "./template";

export const serviceNotice: BuiltinTemplate = {
  key: "service-notice",
  name: words("Change of terms or prices"),
  description: words(
    "Bad news told well: what changes, from when, what it means for the reader, and what they can do.",
  ),
  category: "News",
  subject: "Our prices change on 1 September",
  previewText: "What changes, why, and what you can do until then.",
  document: doc(
    h1("Our prices change on 1 September"),
    lead(
      "Dear ",
      tag("contact.first_name", "customer"),
      ", for the first time in three years we charge more. You should hear it from us, early and in plain words.",
    ),
    facts(
      ["", "Today", "From 1 September"],
      ["Small", "€ 12 a month", "€ 14 a month"],
      ["Medium", "€ 29 a month", "€ 32 a month"],
      ["Large", "€ 79 a month", "€ 79 a month"],
    ),
    h2("Why"),
    p(
      "Power and people cost more than they did. We have saved where you would not notice, and would rather raise a price than ",
      "let the service slip.",
    ),
    h2("What it means for you"),
    section(
      "card",
      p(bold("Paid for a year? "), "Nothing changes until that year is over."),
      p(bold("Paying by the month? "), "The first new invoice is that of September."),
      p(bold("Switch to yearly by 31 August "), "and today's price holds for twelve months."),
    ),
    button("See my plan", "https://example.com/plan"),
    p(
      "You may end your contract until 31 August, ",
      link("in two clicks", "https://example.com/end"),
      ". We hope that you will not.",
    ),
    small("Questions? Answer this mail; a person replies within a day. ", tag("workspace.name")),
  ),
};

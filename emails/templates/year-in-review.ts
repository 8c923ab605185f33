import { words } from "@/lib/language/t";
import {
  bold,
  button,
  centered,
  columns,
  divider,
  doc,
  eyebrow,
  h1,
  h2,
  lead,
  p,
  picture,
  quote,
  section,
  small,
  tag,
} from "./build";
import type { BuiltinTemplate } from "./template";

export const yearInReview: BuiltinTemplate = {
  key: "year-in-review",
  name: words("Year in review"),
  description: words("A look back in large numbers, one honest failure, and a thank-you that means it."),
  category: "Customers",
  subject: "Our year, in six numbers and one mistake",
  previewText: "Thank you for most of it.",
  document: doc(
    section(
      "accent",
      centered(eyebrow("Looking back")),
      centered(h1("A year, in six numbers")),
      centered(lead("And one mistake, further down.")),
    ),
    lead("Dear ", tag("contact.first_name", "friend"), ", you were part of this year. Here is what became of it."),
    columns([
      [h1("41,200"), small("parcels, of which 212 took the long way round")],
      [h1("1,904"), small("things mended instead of replaced")],
      [h1("17 min"), small("until a person answered, on average")],
    ]),
    columns([
      [h1("6"), small("new colleagues, two of them former customers")],
      [h1("38 %"), small("less packaging than the year before")],
      [h1("1"), small("dog, in charge of mornings")],
    ]),
    picture("year.png", "A sun going down behind coloured hills"),
    h2("The mistake"),
    p(
      "In March we changed the website and broke the search for nine days. You wrote 1,100 mails about it, nearly all of them kind. ",
      "We put the old one back, said sorry, and now try such things on ourselves first.",
    ),
    quote(
      p("You lost my order and found it within the hour. I would order again just to watch. (From a letter in May)"),
    ),
    button("What we plan for next year", "https://example.com/next"),
    divider,
    p(
      bold("Thank you. "),
      "For ordering, for answering, and for telling a friend. Rest well; we will be here in January.",
    ),
    small("Everybody at ", tag("workspace.name")),
  ),
};

import { words } from "@/lib/language/t";
import {
  bold,
  button,
  columns,
  divider,
  doc,
  eyebrow,
  h1,
  h2,
  h3,
  lead,
  link,
  p,
  picture,
  quote,
  small,
  tag,
} from "./build";
import type { BuiltinTemplate } from "./template";

export const newsletter: BuiltinTemplate = {
  key: "newsletter",
  name: words("Newsletter"),
  description: words("A lead story, two shorter ones and a few links worth reading."),
  category: "Newsletters",
  subject: "What we learned this month",
  previewText: "Slow mornings, better notes, and three things worth reading.",
  document: doc(
    eyebrow("The monthly letter"),
    h1("What we learned this month"),
    lead(
      "Hello ",
      tag("contact.first_name", "there"),
      ", here is what kept us busy, and what we think is worth your time.",
    ),
    picture("newsletter.png", "Sun rising over layered hills"),
    h2("The case for a slower Monday"),
    p(
      "We moved every meeting out of Monday morning and watched what happened. People started the week with the work that ",
      "mattered most to them, and by Wednesday the calendar looked calmer than it had in months.",
    ),
    p("Four teams tell what they kept, what they dropped, and the one rule that made it stick."),
    button("Read the story", "https://example.com/slower-monday"),
    divider,
    columns([
      [
        picture("notes.png", "Stacked sheets of paper"),
        h3("Notes you will find again"),
        p("A small habit for writing things down so that the you of next year understands them."),
        p(link("Learn the habit", "https://example.com/notes")),
      ],
      [
        picture("table.png", "A round table seen from above"),
        h3("How a small shop plans a year"),
        p("One sheet of paper, three numbers and an honest talk every quarter."),
        p(link("See the sheet", "https://example.com/planning")),
      ],
    ]),
    divider,
    h2("Three things worth reading"),
    p(
      bold("On finishing. "),
      "Why the last tenth of a project deserves half of the care. ",
      link("6 minutes", "https://example.com/finishing"),
    ),
    p(
      bold("On asking. "),
      "Better questions for the first week with a customer. ",
      link("4 minutes", "https://example.com/asking"),
    ),
    p(
      bold("On rest. "),
      "What a bakery in Porto knows about closing on time. ",
      link("8 minutes", "https://example.com/rest"),
    ),
    quote(p("Write to us. We read every answer, and the best ones change the next letter.")),
    small("Until next month, everybody at ", tag("workspace.name"), "."),
  ),
};

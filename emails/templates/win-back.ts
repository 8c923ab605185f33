import { words } from "@/lib/language/t";
import {
  bold,
  button,
  centered,
  columns,
  doc,
  eyebrow,
  h1,
  h3,
  lead,
  link,
  p,
  picture,
  section,
  small,
  tag,
} from "./build";
import type { BuiltinTemplate } from "./template";

export const winBack: BuiltinTemplate = {
  key: "win-back",
  name: words("We miss you"),
  description: words(
    "For people who have been quiet: what is new since, a gift to come back with, and an honest way out.",
  ),
  category: "Customers",
  subject: 'It has been a while, {{ contact.first_name | default: "friend" }}',
  previewText: "Three things have changed since you were here. And something for the way.",
  document: doc(
    picture("win-back.png", "An empty chair at a laid table"),
    centered(h1("We kept your place")),
    centered(
      lead(
        "Hello ",
        tag("contact.first_name", "friend"),
        ", it has been a while. Here is what you have missed, in one minute.",
      ),
    ),
    columns([
      [h3("Faster to your door"), p("Ordered by noon, with you the next day. In most places, that is.")],
      [h3("Returns without fuss"), p("Put it outside your door. We come by and take it along.")],
      [h3("People who answer"), p("Write or call from eight to eight. Nobody asks you to press one.")],
    ]),
    section(
      "tint",
      centered(eyebrow("For the way back")),
      centered(p(bold("€ 15 off your next order"), ", with the code ", bold("WELCOMEBACK"), ".")),
      centered(button("Have a look around", "https://example.com/new")),
      centered(small("Good until the end of the month, for orders from € 50.")),
    ),
    p(
      "Not for you any more? We understand. ",
      link("Tell us why", "https://example.com/why"),
      " in one line if you like; the link to leave this list is just below, and it takes one click.",
    ),
  ),
};

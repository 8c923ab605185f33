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
  link,
  p,
  picture,
  quote,
  section,
  small,
  tag,
} from "./build";
import type { BuiltinTemplate } from "./template";

export const customerStory: BuiltinTemplate = {
  key: "customer-story",
  name: words("Customer story"),
  description: words("How somebody like your reader did it: the trouble, the turn, three numbers and their own words."),
  category: "News",
  subject: "How a bakery got its mornings back",
  previewText: "Two ovens, five people and one list on the wall.",
  document: doc(
    eyebrow("Customer story"),
    h1("How a bakery got its mornings back"),
    lead(
      "Hello ",
      tag("contact.first_name", "reader"),
      ". At Kern in Bremen the first loaf leaves the oven at four. A year ago the paperwork began at three.",
    ),
    picture("story.png", "Loaves of bread on a shelf"),
    p(
      "Orders came by phone, by mail and on slips under the door. Somebody typed them in at night, somebody else found the ",
      "mistakes in the morning, and the customers found the rest.",
    ),
    p("Then they put everything in one place, and gave it two weeks. This is what happened."),
    section(
      "tint",
      columns([
        [centered(h1("2 h")), centered(small("less work before sunrise, every day"))],
        [centered(h1("9 of 10")), centered(small("orders without a phone call"))],
        [centered(h1("0")), centered(small("loaves baked for nobody since March"))],
      ]),
    ),
    quote(p("I still get up at three. But now I get up for bread."), p(bold("Jana Kern"), ", master baker")),
    h2("What they would tell you"),
    p("Begin with the orders you dread. Let the oldest and the youngest try it first. Keep one slip of paper, framed."),
    button("Read the whole story", "https://example.com/kern"),
    divider,
    small("Have you a story like this? ", link("Tell it to us", "https://example.com/your-story"), ". We bring cake."),
  ),
};

import { words } from "@/lib/language/t";
import {
  bold,
  button,
  centered,
  columns,
  doc,
  eyebrow,
  h1,
  h2,
  h3,
  lead,
  p,
  picture,
  section,
  small,
  tag,
} from "./build";
import type { BuiltinTemplate } from "./template";

export const promotion: BuiltinTemplate = {
  key: "promotion",
  name: words("Promotion"),
  description: words("An offer with a picture, three products and the small print where it belongs."),
  category: "Sales",
  subject: '{{ contact.first_name | default: "Hello" }}, a fifth off until Sunday',
  previewText: "Everything in the autumn collection, with free returns.",
  document: doc(
    section(
      "accent",
      centered(eyebrow("Until Sunday midnight")),
      centered(h1("A fifth off everything for autumn")),
      centered(lead("Wool, oak and good light for shorter days.")),
      centered(button("Shop the collection", "https://example.com/autumn")),
    ),
    picture("promotion.png", "Leaves in orange, red and green"),
    p(
      "Hello ",
      tag("contact.first_name", "there"),
      ", the autumn collection is here, and for a week it costs a fifth less. No code: the price you see is the price you pay.",
    ),
    h2("Three to begin with"),
    columns([
      [
        picture("lamp.png", "A desk lamp"),
        h3("Desk lamp"),
        p(bold("€ 79"), ", was € 99"),
        button("View", "https://example.com/lamp", "outline"),
      ],
      [
        picture("chair.png", "An oak chair"),
        h3("Oak chair"),
        p(bold("€ 159"), ", was € 199"),
        button("View", "https://example.com/chair", "outline"),
      ],
      [
        picture("blanket.png", "A folded blanket"),
        h3("Wool blanket"),
        p(bold("€ 95"), ", was € 119"),
        button("View", "https://example.com/blanket", "outline"),
      ],
    ]),
    small(
      "Prices include tax. The offer ends on Sunday at midnight and holds while stocks last. Returns are free for 30 days.",
    ),
  ),
};

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
  link,
  p,
  picture,
  section,
  small,
  tag,
} from "./build";
import type { BuiltinTemplate } from "./template";

export const productLaunch: BuiltinTemplate = {
  key: "product-launch",
  name: words("Product launch"),
  description: words("One new thing in the spotlight: what it is, three reasons, the price and where to get it."),
  category: "Sales",
  subject: "It is here: the kettle we wanted for ourselves",
  previewText: "Boils in ninety seconds, pours like a watering can, lasts for decades.",
  document: doc(
    centered(eyebrow("New today")),
    centered(h1("The kettle we wanted for ourselves")),
    centered(lead("Two years, fourteen spouts and one stubborn hinge later, it is on our shelves.")),
    picture("launch.png", "A round kettle on a coloured ground"),
    centered(button("See the kettle", "https://example.com/kettle")),
    columns([
      [h3("Ninety seconds"), p("From cold tap to a rolling boil for two cups. It stops by itself.")],
      [h3("A quiet pour"), p("The long spout gives you a thin, even stream. Your coffee will notice.")],
      [h3("Made to mend"), p("Five screws, every part for sale, and a film that shows how.")],
    ]),
    section(
      "card",
      columns(
        [
          [
            h2("€ 89, in three colours"),
            p("Sage, brick and chalk. Delivered in two days, and yours to try for sixty."),
          ],
          [button("Pick yours", "https://example.com/kettle#colours", "outline")],
        ],
        [60, 40],
      ),
    ),
    p(
      tag("contact.first_name", "Friend"),
      ", you are among the first to know: ",
      bold("until Thursday it ships without charge"),
      " to everybody on this list. Nothing to type in.",
    ),
    small(
      "Would you rather hold it first? ",
      link("Our shops", "https://example.com/shops"),
      " have one on the counter, with tea.",
    ),
  ),
};

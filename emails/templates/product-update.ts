import { words } from "@/lib/language/t";
import {
  bold,
  bullets,
  button,
  divider,
  doc,
  eyebrow,
  h1,
  h2,
  lead,
  link,
  p,
  picture,
  section,
  small,
  tag,
} from "./build";
import type { BuiltinTemplate } from "./template";

export const productUpdate: BuiltinTemplate = {
  key: "product-update",
  name: words("Product update"),
  description: words("What is new, what is better and what is fixed, in that order."),
  category: "News",
  subject: "New: shared boards, faster search, fewer clicks",
  previewText: "The spring release is live for everybody.",
  document: doc(
    eyebrow("Spring release"),
    h1("Less looking, more doing"),
    lead(
      "Hello ",
      tag("contact.first_name", "there"),
      ", the spring release is live. Here are the parts you will notice first.",
    ),
    picture("product.png", "Panels of an application in soft colours"),
    h2("Shared boards"),
    p("Invite anybody by mail, decide what they may change, and see who is looking while you talk."),
    button("Try shared boards", "https://example.com/boards"),
    divider,
    h2("Search that keeps up"),
    p(
      "Results appear while you type, also in attachments. On a board with ten thousand cards it takes less than a blink.",
    ),
    section(
      "tint",
      h2("Also better"),
      bullets(
        [bold("Keyboard first. "), "Press ? anywhere to see every shortcut."],
        [bold("Quiet hours. "), "Notifications wait until your morning."],
        [bold("Exports. "), "Spreadsheets open with the right columns and dates."],
      ),
    ),
    p("The whole list, with every fix, is in the ", link("release notes", "https://example.com/releases"), "."),
    small("Something missing? Answer this mail. The roadmap is made of answers."),
  ),
};

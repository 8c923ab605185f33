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
  italic,
  lead,
  p,
  picture,
  quote,
  small,
  tag,
} from "./build";
import type { BuiltinTemplate } from "./template";

export const essay: BuiltinTemplate = {
  key: "essay",
  name: words("One long read"),
  description: words("A single story with room to breathe: a picture, a line to remember, and who wrote it."),
  category: "Newsletters",
  subject: "The shop that closes when the soup is gone",
  previewText: "What a kitchen with eleven seats knows about growth. Eight minutes.",
  document: doc(
    centered(eyebrow("The long read")),
    centered(h1("The shop that closes when the soup is gone")),
    centered(lead(italic("What a kitchen with eleven seats knows about growth"))),
    picture("essay.png", "A steaming bowl on a table by a window"),
    p(
      "At ten past one Hanne Vik turns the sign on her door. The pot is empty, the eleven seats are full, and three people outside ",
      "laugh because they knew it. Tomorrow they will come earlier. Most of them always do.",
    ),
    p(
      "She could cook more. The pot is not the largest they make, and the bakery next door has offered its wall. For nineteen years ",
      "the answer has been the same: a second pot is a second job, and she likes the one she has.",
    ),
    quote(p("People ask when I will grow. I say: look at the queue. It grows by itself.")),
    h2("A small number, kept on purpose"),
    p(
      "We tend to take limits for a lack of courage. Hanne takes them for a promise. Sixty bowls mean that she buys from one farm, ",
      "knows every guest by order, and is home when school ends. Each of these would break at ninety.",
    ),
    p(
      "There is a lesson for anybody who makes things, and it is not that small is better. It is that somebody has to decide ",
      "what the number is, say it aloud, and then close the door with a smile.",
    ),
    button("Read the whole story", "https://example.com/soup"),
    divider,
    columns(
      [
        [picture("portrait-ines.png", "Ines Duarte", 96)],
        [
          p(bold("Words: Ines Duarte")),
          small("Ines writes about people who make one thing well. She eats standing up."),
        ],
      ],
      [26, 74],
    ),
    small("Know somebody we should meet? Answer this mail. Everybody at ", tag("workspace.name"), " reads it."),
  ),
};

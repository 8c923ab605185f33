import type { SlashCommand } from "@react-email/editor/ui";
import {
  BULLET_LIST,
  BUTTON,
  DIVIDER,
  H1,
  H2,
  H3,
  NUMBERED_LIST,
  QUOTE,
  TEXT,
  THREE_COLUMNS,
  TWO_COLUMNS,
} from "@react-email/editor/ui";
import { Image, PanelTop, SeparatorHorizontal } from "lucide-react";
import type { ComponentProps } from "react";
import { pickImage, type UploadImage } from "./image-node";

type SlashItem = NonNullable<ComponentProps<typeof SlashCommand>["items"]>[number];

/** What "/" offers in the editor. */
export function slashItems(upload: UploadImage): SlashItem[] {
  const image: SlashItem = {
    title: "Image",
    description: "Upload a picture",
    icon: <Image size={20} aria-hidden />,
    category: "Media",
    searchTerms: ["picture", "photo", "logo"],
    command: ({ editor, range }) => {
      editor.chain().focus().deleteRange(range).run();
      pickImage(editor, upload);
    },
  };
  const card: SlashItem = {
    title: "Card",
    description: "A section with a background",
    icon: <PanelTop size={20} aria-hidden />,
    category: "Layout",
    searchTerms: ["section", "box", "callout"],
    command: ({ editor, range }) => {
      editor.chain().focus().deleteRange(range).insertSection().updateAttributes("section", { class: "card" }).run();
    },
  };
  const spacer: SlashItem = {
    title: "Spacer",
    description: "Empty room",
    icon: <SeparatorHorizontal size={20} aria-hidden />,
    category: "Layout",
    searchTerms: ["space", "gap"],
    command: ({ editor, range }) => {
      editor.chain().focus().deleteRange(range).insertSpacer(32).run();
    },
  };
  return [
    TEXT,
    H1,
    H2,
    H3,
    BULLET_LIST,
    NUMBERED_LIST,
    QUOTE,
    image,
    BUTTON,
    DIVIDER,
    spacer,
    card,
    TWO_COLUMNS,
    THREE_COLUMNS,
  ];
}

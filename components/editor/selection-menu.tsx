"use client";

import {
  BubbleMenu,
  BubbleMenuBold,
  BubbleMenuCode,
  BubbleMenuItalic,
  BubbleMenuItemGroup,
  BubbleMenuLinkSelector,
  BubbleMenuNodeSelector,
  BubbleMenuStrike,
  BubbleMenuUnderline,
  BubbleMenuUppercase,
} from "@react-email/editor/ui";
import { linkProblem, tidyUrl } from "./tidy-url";

const validateUrl = (input: string): string | null => {
  const url = tidyUrl(input);
  return linkProblem(url) ? null : url;
};

const withoutText = ["button", "image", "mergeTag", "spacer", "horizontalRule"];

/** What appears beside selected words, and beside a link the cursor is in. */
export function SelectionMenu() {
  return (
    <>
      <BubbleMenu hideWhenActiveNodes={withoutText} hideWhenActiveMarks={["link"]}>
        <BubbleMenuNodeSelector omit={["Code"]} />
        <BubbleMenuLinkSelector validateUrl={validateUrl} />
        <BubbleMenuItemGroup>
          <BubbleMenuBold />
          <BubbleMenuItalic />
          <BubbleMenuUnderline />
          <BubbleMenuStrike />
          <BubbleMenuCode />
          <BubbleMenuUppercase />
        </BubbleMenuItemGroup>
      </BubbleMenu>
      <BubbleMenu.LinkDefault validateUrl={validateUrl} />
    </>
  );
}

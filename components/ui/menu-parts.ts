import { DropdownMenu } from "radix-ui";

/** All of Radix's menu, in a file of its own that is fetched when a menu is opened. */
export const menuParts = DropdownMenu;

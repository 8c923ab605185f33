import { Popover } from "radix-ui";

/** All of Radix's popover, in a file of its own that is fetched when one is opened. */
export const popoverParts = Popover;

import { Dialog } from "radix-ui";

/** All of Radix's dialog, in a file of its own that is fetched when one is opened. */
export const dialogParts = Dialog;

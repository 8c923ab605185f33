import type { Case } from "./case";
import { fieldKeys } from "./field-keys";

/** Every case there is; a new kind is a file and a line here. */
export const allCases: readonly Case[] = [...fieldKeys];

import type { Case } from "./case";
import { fieldKeys } from "./field-keys";
import { importPeople } from "./import-people";
import { importReading } from "./import-reading";

/** Every case there is; a new kind is a file and a line here. */
export const allCases: readonly Case[] = [...fieldKeys, ...importReading, ...importPeople];

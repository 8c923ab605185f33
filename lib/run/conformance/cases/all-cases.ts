import { automaticAnswer } from "./automatic-answer";
import type { Case } from "./case";
import { contactWrites } from "./contact-writes";
import { contentPreflight } from "./content-preflight";
import { doubleSubmit } from "./double-submit";
import { fieldKeys } from "./field-keys";
import { importPeople } from "./import-people";
import { importReading } from "./import-reading";
import { letterCase } from "./letter-case";
import { mailContent } from "./mail-content";
import { roundTrip } from "./round-trip";

/** Every case there is; a new kind is a file and a line here. */
export const allCases: readonly Case[] = [
  ...fieldKeys,
  ...importReading,
  ...importPeople,
  ...letterCase,
  ...roundTrip,
  ...doubleSubmit,
  ...contactWrites,
  ...automaticAnswer,
  ...mailContent,
  ...contentPreflight,
];

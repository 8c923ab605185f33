import { z } from "zod";

/** Text that PostgreSQL can store: anything but NUL. */
export const plainText = () =>
  z.string().refine((value) => !value.includes("\0"), "There is an invisible character that cannot be stored.");

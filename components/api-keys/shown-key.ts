import type { ShownApiKey } from "@/lib/edges/api-keys/schema";

/** How a new key is shown, the only time that it is seen. */
export const shownKey = ({ name, key }: ShownApiKey) => ({
  title: `Copy the key “${name}”`,
  description: "It is shown only now. Put it where your program keeps its secrets, never into its source.",
  secret: key,
  copyLabel: "Copy key",
});

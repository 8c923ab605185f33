import "@/components/editor/editor-canvas";
import "./content-step";

/** Nothing to see: it stands for the scripts of writing a mail, which come with it. */
export function ContentParts() {
  return null;
}

import { Badge } from "@/components/ui/badge";
import { t } from "@/lib/language/t";
import { markHelp, markLabels } from "@/lib/people/hygiene/marks.shared";
import type { ContactMarkView } from "@/lib/people/hygiene/stored-mark";

/** What is wrong with an address, each with its reason; a misspelt domain with the one that was probably meant. */
export function AddressMarks({ marks }: { marks: ContactMarkView[] }) {
  return (
    <span className="flex flex-wrap gap-1.5">
      {marks.map(({ mark, suggestion }) => (
        <Badge key={mark} variant="warning" title={t(markHelp[mark])}>
          {suggestion ? t("{mark}: {domain}?", { mark: t(markLabels[mark]), domain: suggestion }) : t(markLabels[mark])}
        </Badge>
      ))}
    </span>
  );
}

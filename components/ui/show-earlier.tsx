import { t } from "@/lib/language/t";
import { Button } from "./button";

interface Pages {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

/** Below a list with the newest first, while there is more. */
export function ShowEarlier({ pages }: { pages: Pages }) {
  if (!pages.hasNextPage) return null;
  return (
    <Button
      variant="outline"
      className="justify-self-center"
      pending={pages.isFetchingNextPage}
      onClick={() => pages.fetchNextPage()}
    >
      {t("Show earlier")}
    </Button>
  );
}

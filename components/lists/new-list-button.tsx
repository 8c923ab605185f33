"use client";

import { Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { t } from "@/lib/language/t";
import { ListDialog } from "./list-dialog";

export function NewListButton() {
  return (
    <ListDialog
      trigger={
        <Button>
          <Plus aria-hidden />
          {t("New list")}
        </Button>
      }
    />
  );
}

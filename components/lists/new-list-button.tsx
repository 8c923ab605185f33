"use client";

import { Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ListDialog } from "./list-dialog";

export function NewListButton() {
  return (
    <ListDialog
      trigger={
        <Button>
          <Plus aria-hidden />
          New list
        </Button>
      }
    />
  );
}

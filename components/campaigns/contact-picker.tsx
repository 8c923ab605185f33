"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronsUpDown, UserRound } from "lucide-react";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Command, CommandEmpty, CommandGroup, CommandInput, CommandItem, CommandList } from "@/components/ui/command";
import { Field } from "@/components/ui/field";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import type { ContactPage } from "@/lib/contacts/find-contacts";

interface Props {
  /** Public id of the contact, or null for a made-up one. */
  value: string | null;
  onChange: (contactId: string | null) => void;
}

/** Chooses the contact whose values fill the merge tags. */
export function ContactPicker({ value, onChange }: Props) {
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <Field label="Filled in as" help="Merge tags take this contact's values.">
      <Popover open={open} onOpenChange={setOpen}>
        <PopoverTrigger asChild>
          <Button variant="outline" className="w-full justify-between font-normal" aria-expanded={open}>
            <span className="truncate">{value && chosen ? chosen : "A sample contact"}</span>
            <ChevronsUpDown aria-hidden className="text-muted-foreground" />
          </Button>
        </PopoverTrigger>
        <PopoverContent className="w-80 p-0" aria-label="Contacts">
          <ContactChoices
            onPick={(contact) => {
              onChange(contact?.id ?? null);
              setChosen(contact?.email ?? null);
              setOpen(false);
            }}
          />
        </PopoverContent>
      </Popover>
    </Field>
  );
}

function ContactChoices({ onPick }: { onPick: (contact: { id: string; email: string } | null) => void }) {
  const { api, slug } = useWorkspace();
  const [query, setQuery] = useState("");
  const found = useQuery({
    queryKey: ["contact-choices", slug, query],
    queryFn: ({ signal }) => api.get<ContactPage>("/contacts", { query: { query, limit: 8 }, signal }),
    placeholderData: (previous) => previous,
  });
  return (
    <Command shouldFilter={false} label="Contacts">
      <CommandInput placeholder="Search by name or address" value={query} onValueChange={setQuery} />
      <CommandList>
        <CommandEmpty>{found.isFetching ? "Searching…" : "Nobody found."}</CommandEmpty>
        <CommandGroup>
          <CommandItem value="sample" onSelect={() => onPick(null)}>
            <UserRound aria-hidden />A sample contact
          </CommandItem>
          {found.data?.items.map((contact) => (
            <CommandItem key={contact.id} value={contact.id} onSelect={() => onPick(contact)}>
              <UserRound aria-hidden />
              <span className="min-w-0 truncate">{contact.email}</span>
            </CommandItem>
          ))}
        </CommandGroup>
      </CommandList>
    </Command>
  );
}

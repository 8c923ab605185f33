"use client";

import { Check } from "lucide-react";
import type { DropdownMenu as MenuPrimitive } from "radix-ui";
import { type ComponentProps, useRef } from "react";
import { cn } from "./cn";
import {
  FocusFirst,
  LazyRoot,
  lazyKind,
  PlainTrigger,
  type RootProps,
  type TriggerProps,
  useParts,
} from "./lazy-parts";

const kind = lazyKind("menu", () => import("./menu-parts").then(({ menuParts }) => menuParts));

/** Not modal: the page stays scrollable and readable while the menu is open. */
export function DropdownMenu(props: RootProps) {
  return <LazyRoot kind={kind} {...props} draw={({ Root }, drawn) => <Root modal={false} {...drawn} />} />;
}

export function DropdownMenuTrigger(props: TriggerProps) {
  const parts = useParts(kind);
  return parts ? <parts.Trigger {...props} /> : <PlainTrigger kind={kind} {...props} />;
}

export function DropdownMenuRadioGroup(props: ComponentProps<typeof MenuPrimitive.RadioGroup>) {
  const parts = useParts(kind);
  return parts ? <parts.RadioGroup {...props} /> : null;
}

const contentClasses =
  "data-[state=closed]:fade-out-0 data-[state=open]:fade-in-0 data-[state=open]:zoom-in-95 z-50 min-w-44 overflow-y-auto overflow-x-hidden rounded-md border bg-popover p-1 text-popover-foreground shadow-md data-[state=closed]:animate-out data-[state=open]:animate-in";
const itemClasses =
  "relative flex cursor-default select-none items-center gap-2 rounded-sm px-2 py-1.5 text-sm outline-none data-[disabled]:pointer-events-none data-[highlighted]:bg-accent data-[highlighted]:text-accent-foreground data-[disabled]:opacity-50 [&_svg:not([class*='size-'])]:size-4 [&_svg]:shrink-0";

type PressOutside = Parameters<NonNullable<ComponentProps<typeof MenuPrimitive.Content>["onPointerDownOutside"]>>[0];

/**
 * A press of the trigger opens or closes already. Taken for one outside as well, it closed at once what it had opened while the menu was
 * still fading out.
 */
function leaveToTrigger(menu: HTMLElement | null, event: PressOutside): void {
  const trigger = document.getElementById(menu?.getAttribute("aria-labelledby") ?? "");
  if (trigger?.contains(event.target as Node)) event.preventDefault();
}

export function DropdownMenuContent({ className, children, ...props }: ComponentProps<typeof MenuPrimitive.Content>) {
  const parts = useParts(kind);
  const content = useRef<HTMLDivElement>(null);
  if (!parts) return null;
  return (
    <parts.Portal>
      <parts.Content
        ref={content}
        sideOffset={4}
        className={cn(contentClasses, "max-h-(--radix-dropdown-menu-content-available-height)", className)}
        onPointerDownOutside={(event) => leaveToTrigger(content.current, event)}
        {...props}
      >
        <FocusFirst kind={kind} content={content} />
        {children}
      </parts.Content>
    </parts.Portal>
  );
}

type ItemProps = ComponentProps<typeof MenuPrimitive.Item> & { variant?: "default" | "destructive" };

export function DropdownMenuItem({ className, variant, ...props }: ItemProps) {
  const parts = useParts(kind);
  if (!parts) return null;
  return (
    <parts.Item
      className={cn(
        itemClasses,
        variant === "destructive" &&
          "text-destructive data-[highlighted]:bg-destructive/10 data-[highlighted]:text-destructive",
        className,
      )}
      {...props}
    />
  );
}

export function DropdownMenuCheckboxItem(props: ComponentProps<typeof MenuPrimitive.CheckboxItem>) {
  const parts = useParts(kind);
  if (!parts) return null;
  const { className, children, ...rest } = props;
  return (
    <parts.CheckboxItem className={cn(itemClasses, "ps-8", className)} {...rest}>
      <parts.ItemIndicator className="absolute start-2 flex">
        <Check aria-hidden />
      </parts.ItemIndicator>
      {children}
    </parts.CheckboxItem>
  );
}

export function DropdownMenuRadioItem(props: ComponentProps<typeof MenuPrimitive.RadioItem>) {
  const parts = useParts(kind);
  if (!parts) return null;
  const { className, children, ...rest } = props;
  return (
    <parts.RadioItem className={cn(itemClasses, "pe-8", className)} {...rest}>
      {children}
      <parts.ItemIndicator className="absolute end-2 flex">
        <Check aria-hidden />
      </parts.ItemIndicator>
    </parts.RadioItem>
  );
}

export function DropdownMenuLabel({ className, ...props }: ComponentProps<typeof MenuPrimitive.Label>) {
  const parts = useParts(kind);
  if (!parts) return null;
  return <parts.Label className={cn("px-2 py-1.5 font-medium text-muted-foreground text-xs", className)} {...props} />;
}

export function DropdownMenuSeparator({ className, ...props }: ComponentProps<typeof MenuPrimitive.Separator>) {
  const parts = useParts(kind);
  if (!parts) return null;
  return <parts.Separator className={cn("-mx-1 my-1 h-px bg-border", className)} {...props} />;
}

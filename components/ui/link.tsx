"use client";

import NextLink from "next/link";
import { type ComponentProps, type FocusEvent, type MouseEvent, useState } from "react";

/**
 * A link to a page of the product. Next would ask the server for each one that comes into view, up to 75 times a page, for pages that are
 * made for each visit anyway; this asks when the mouse or the focus comes to one, which is early enough for the skeleton of a slow page.
 */
export function Link({ onMouseEnter, onFocus, ...props }: ComponentProps<typeof NextLink>) {
  const [isNear, setNear] = useState(false);
  return (
    <NextLink
      {...props}
      prefetch={isNear ? null : false}
      onMouseEnter={(event: MouseEvent<HTMLAnchorElement>) => {
        setNear(true);
        onMouseEnter?.(event);
      }}
      onFocus={(event: FocusEvent<HTMLAnchorElement>) => {
        setNear(true);
        onFocus?.(event);
      }}
    />
  );
}

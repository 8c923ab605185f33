import type { Page } from "@playwright/test";

/**
 * Opens a page and waits until its buttons and fields listen: what is pressed or typed before that is lost, and where two things run at once
 * it is a while. Pages without scripts are open at once.
 */
export function opensHydrated(page: Page): Page {
  const goto = page.goto.bind(page);
  page.goto = async (...args) => {
    const response = await goto(...args);
    await page.waitForFunction(() => {
      if (!document.querySelector('script[src*="/_next/"]')) return true;
      const listens = (element: Element) => Object.keys(element).some((key) => key.startsWith("__reactProps$"));
      return [...document.querySelectorAll("button, input, textarea, select")].every(listens);
    });
    return response;
  };
  return page;
}

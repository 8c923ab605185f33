import type { ReactNode } from "react";
import type { TransportFieldsProps } from "./setting-fields";
import type { TransportValues } from "./transport-values";

/** What a kind of transport has to know, in the form that adds or changes one. */
export interface SettingsForm<Shown> {
  Fields(props: TransportFieldsProps): ReactNode;
  /** What the form begins with, of what is saved. */
  values(shown: Shown): Partial<TransportValues>;
  /** What the API takes. */
  body(values: TransportValues): Record<string, unknown>;
  /** A secret is saved already. */
  hasSecret(shown: Shown): boolean;
}

export type Align = "left" | "center" | "right";

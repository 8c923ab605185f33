/** The account of `npm start -- --demo`; printed at start. */
export const demoLogin = { email: "demo@homing.test", password: "homing-demo-2026" } as const;

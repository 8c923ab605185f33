/** The account of `npm start -- --demo`. Its password is made at the first start and printed at each. */
export const demoLogin = { email: "demo@homing.test" } as const;

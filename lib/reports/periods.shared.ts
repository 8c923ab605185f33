/** Days the dashboard can look back; DashboardPeriod accepts the same. A file of its own, so that the browser needs no parser for it. */
export const DASHBOARD_PERIODS = [7, 30, 90] as const;

/** Of a period of one's own; a leap year. */
export const longestPeriodDays = 366;

/** Of a period of one's own: no mail of ours is older. */
export const earliestPeriodDay = "2000-01-01";

/** What every admin command is given. */
export interface AdminOptions {
  /** Data folder of `npm start`. */
  data: string;
  forgetPrevious: boolean;
}

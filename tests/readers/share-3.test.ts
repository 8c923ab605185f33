import { measureShare } from "./measure-share";

await measureShare(2, 4);

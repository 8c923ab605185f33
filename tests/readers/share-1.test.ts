import { measureShare } from "./measure-share";

await measureShare(0, 4);

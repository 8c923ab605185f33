import { measureShare } from "./measure-share";

await measureShare(1, 4);

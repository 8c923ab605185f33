import { measureShare } from "./measure-share";

await measureShare(3, 4);

import { appRoute } from "@/lib/base/routes/app-route";
import { getBrand, updateBrand } from "@/lib/content/templates/workspace-brand";

export const GET = appRoute("templates.read", async (ctx) => getBrand(ctx));

export const PUT = appRoute("brand.write", async (ctx, { body }) => updateBrand(ctx, body));

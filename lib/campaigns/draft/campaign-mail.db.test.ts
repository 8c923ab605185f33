import { expect, test } from "vitest";
import { publicId } from "@/lib/base/db/ids";
import { getBrand, updateBrand } from "@/lib/content/templates/workspace-brand";
import { testMember, testWorkspace } from "@/tests/support/db";
import { launched, readyCampaign } from "@/tests/support/ready-campaign";
import { getCampaignMail } from "./campaign-mail";
import { createCampaign } from "./create-campaign";
import { updateCampaign } from "./update-campaign";

test("a draft is shown as it stands, in the workspace's brand, to whom nothing is known of", async () => {
  const { ctx, campaignId } = await readyCampaign();
  await updateCampaign(ctx, { campaignId, version: 2, subject: 'Hello {{ contact.first_name | default: "friend" }}' });
  const mail = await getCampaignMail(ctx, { campaignId: publicId("cmp", campaignId) });
  expect(mail.subject).toBe("Hello friend");
  expect(mail.html).toContain("Spring is here.");
  expect(mail.text).toContain("Spring is here.");
  expect(mail.html).toContain((await getBrand(ctx)).companyName);
});

test("of a campaign that was launched it is what was frozen, whatever the brand is now", async () => {
  const { ctx, campaignId } = await launched();
  const id = publicId("cmp", campaignId);
  const before = await getCampaignMail(ctx, { campaignId: id });
  const owner = await testMember(ctx, "owner");
  await updateBrand(owner, { ...(await getBrand(ctx)), companyName: "Another name" });
  expect(await getCampaignMail(ctx, { campaignId: id })).toEqual(before);
  expect(before.html).not.toMatch(/\/t\/[co]\//);
});

test("an empty draft has a mail with nothing in it; another workspace's is not found", async () => {
  const { ctx } = await readyCampaign();
  const campaignId = publicId("cmp", await createCampaign(ctx, {}));
  expect((await getCampaignMail(ctx, { campaignId })).subject).toBe("");
  const stranger = await testMember(await testWorkspace(), "owner");
  await expect(getCampaignMail(stranger, { campaignId })).rejects.toMatchObject({ code: "not_found" });
});

import assert from "node:assert/strict";
import { startMoto, type Moto } from "../../../tools/services/moto";
import { requireService } from "../../setup";

describe("moto", function () {
  this.timeout(60_000);
  let moto: Moto;

  before(async function () {
    await requireService("moto", this);
    moto = await startMoto();
  });
  after(() => moto?.stop());

  /** Calls EC2 through its query protocol. */
  async function ec2(
    parameters: Record<string, string>,
  ): Promise<{ status: number; text: string }> {
    const response = await fetch(moto.url, {
      method: "POST",
      headers: {
        Authorization:
          "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=0",
      },
      body: new URLSearchParams({ Version: "2016-11-15", ...parameters }),
    });
    return { status: response.status, text: await response.text() };
  }

  it("creates a VPC and deletes it on a reset", async () => {
    const created = await ec2({ Action: "CreateVpc", CidrBlock: "10.7.0.0/16" });
    assert.equal(created.status, 200);
    const vpcs = async (): Promise<string> => (await ec2({ Action: "DescribeVpcs" })).text;
    assert.match(await vpcs(), /<cidrBlock>10\.7\.0\.0\/16<\/cidrBlock>/);
    await moto.reset();
    assert.doesNotMatch(await vpcs(), /10\.7\.0\.0/);
  });

  it("refuses a VPC that is too large with the error code of AWS", async () => {
    const refused = await ec2({ Action: "CreateVpc", CidrBlock: "10.0.0.0/8" });
    assert.equal(refused.status, 400);
    assert.match(refused.text, /<Code>InvalidVpc\.Range<\/Code>/);
  });
});

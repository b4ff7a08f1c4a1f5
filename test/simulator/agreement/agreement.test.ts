import assert from "node:assert/strict";
import { startMoto, type Moto } from "../../../tools/services/moto";
import { requireService } from "../../setup";
import { LocalAws } from "../aws/local-aws";
import { cloudMapCases } from "./cases/cloud-map";
import { dnsCases } from "./cases/dns";
import { eksCases } from "./cases/eks";
import { elbCases } from "./cases/elbv2";
import { iamCases } from "./cases/iam";
import { routingCases } from "./cases/routing";
import { serviceCases } from "./cases/services";
import { vpcCases } from "./cases/vpc";
import { latticeCases } from "./cases/vpclattice";
import type { Case } from "./cloud";
import { localCloud, motoCloud, outcomeOf, type Outcome } from "./clouds";
import table from "./differences.json";
import { destroy, sdkFor, type Sdk } from "./sdk";

/** Every call that is compared. A case that two clouds should answer alike belongs here. */
const cases: readonly Case[] = [
  ...vpcCases,
  ...routingCases,
  ...iamCases,
  ...eksCases,
  ...elbCases,
  ...serviceCases,
  ...latticeCases,
  ...dnsCases,
  ...cloudMapCases,
];

/** Where the two differ, and what shows that the local cloud has it right. */
interface Difference {
  call: string;
  local: Outcome;
  moto: Outcome;
  /** The document that says what AWS does: its title, and what it says. */
  source: string;
}

const differences = new Map(
  (table.differences as Difference[]).map((difference) => [difference.call, difference]),
);

describe("The local cloud and moto agree", function () {
  let moto: Moto;
  let sdk: Sdk;
  const counts = { agreed: 0, differ: 0 };

  before(async function () {
    await requireService("moto", this);
    moto = await startMoto();
    sdk = sdkFor(moto.url);
  });
  after(async () => {
    if (!moto) return;
    const { agreed, differ } = counts;
    process.stdout.write(
      `    ${agreed + differ} calls: ${agreed} agree, ${differ} differ as listed\n`,
    );
    destroy(sdk);
    await moto.stop();
  });

  async function onBoth({ prepare }: Case): Promise<{ local: Outcome; moto: Outcome }> {
    await moto.reset();
    const aws = await LocalAws.start();
    try {
      const here = await prepare(localCloud(aws));
      const there = await prepare(motoCloud(sdk));
      return { local: await outcomeOf(here), moto: await outcomeOf(there) };
    } finally {
      await aws.stop();
    }
  }

  for (const one of cases) {
    it(`on ${one.title}`, async () => {
      const outcomes = await onBoth(one);
      const { local, moto: theirs } = differences.get(one.title) ?? {
        local: outcomes.moto,
        moto: outcomes.moto,
      };
      assert.deepEqual(outcomes, { local, moto: theirs });
      if (outcomes.local === outcomes.moto) counts.agreed++;
      else counts.differ++;
    });
  }

  it("but for the differences that are listed, each of a call that is made", () => {
    const titles = cases.map(({ title }) => title);
    assert.deepEqual(
      [...differences.keys()].filter((call) => !titles.includes(call)),
      [],
    );
    assert.equal(new Set(titles).size, titles.length, "two calls have one title");
    for (const { call, local, moto: theirs } of differences.values()) {
      assert.notEqual(local, theirs, `${call} is listed, but both give one answer`);
    }
  });
});

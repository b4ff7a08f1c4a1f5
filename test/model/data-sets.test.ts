import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { instanceType } from "../../model/nodes/instance-types";
import { addressablePods } from "../../model/nodes/max-pods";
import { dataSets } from "../../tools/data";
import { mergeCalendar, renderCalendar } from "../../tools/data/eks-versions";
import { goModule } from "../../tools/data/go-module";
import {
  instanceTypes,
  mergeInstanceTypes,
  parseCniLimits,
  renderInstanceTypes,
  type DescribedType,
} from "../../tools/data/instance-types";
import { requireService } from "../setup";

const root = join(__dirname, "../..");

const described: DescribedType = {
  Hypervisor: "nitro",
  BareMetal: false,
  VCpuInfo: { DefaultVCpus: 4 },
  MemoryInfo: { SizeInMiB: 16384 },
  ProcessorInfo: { SupportedArchitectures: ["x86_64"] },
  GpuInfo: { Gpus: [{ Name: "A10G", LogicalGpuCount: 1 }] },
  NetworkInfo: {
    Ipv4AddressesPerInterface: 15,
    DefaultNetworkCardIndex: 1,
    NetworkCards: [
      { NetworkCardIndex: 0, MaximumNetworkInterfaces: 2 },
      { NetworkCardIndex: 1, MaximumNetworkInterfaces: 4 },
    ],
  },
};

const goTable = `
var instanceNetworkingLimits = map[string]InstanceTypeLimits{
\t"cr1.8xlarge": {
\t\tENILimit:                8,
\t\tIPv4Limit:               30,
\t\tHypervisorType: "unknown",
\t\tIsBareMetal:    false,
\t},
\t"g5.xlarge": {
\t\tENILimit:                4,
\t\tIPv4Limit:               15,
\t\tHypervisorType: "nitro",
\t\tIsBareMetal:    false,
\t},
\t"u-6tb1.metal": {
\t\tENILimit:                5,
\t\tIPv4Limit:               30,
\t\tHypervisorType: "unknown",
\t\tIsBareMetal:    true,
\t},
}
`;

describe("The data of instance types", () => {
  it("contains a type's default network card, and takes types that EC2 does not describe from the VPC CNI", () => {
    const rows = mergeInstanceTypes({ "g5.xlarge": described }, parseCniLimits(goTable));
    assert.deepEqual(rows, {
      "cr1.8xlarge": [8, 30, "unknown", null, null, null, 0, null],
      "g5.xlarge": [4, 15, "nitro", 4, 16384, "x86_64", 1, "A10G"],
      "u-6tb1.metal": [5, 30, "metal", null, null, null, 0, null],
    });
  });

  it("is refused if the sources disagree", () => {
    const limits = parseCniLimits(goTable.replace("IPv4Limit:               15", "IPv4Limit: 10"));
    assert.throws(() => mergeInstanceTypes({ "g5.xlarge": described }, limits), {
      message: "The sources disagree on the limits of g5.xlarge.",
    });
  });

  it("is written with one type per line", () => {
    const text = renderInstanceTypes({ "a.b": [1, 2, "xen", null, null, null, 0, null] }, "s", "d");
    assert.match(text, /^ {4}"a\.b": \[1,2,"xen",null,null,null,0,null\]$/m);
    assert.equal((JSON.parse(text) as { source: string }).source, "s");
  });

  it("equals a fresh refresh, and agrees with eni-max-pods.txt on every type", async function () {
    await requireService("packages", this);
    this.timeout(300_000);
    const committed = readFileSync(join(root, instanceTypes.file), "utf8");
    const { read } = JSON.parse(committed) as { read: string };
    assert.equal(await instanceTypes.refresh(read, committed), committed);
    const folder = await goModule("github.com/aws/amazon-vpc-cni-k8s", "v1.23.2");
    const lines = readFileSync(join(folder, "misc/eni-max-pods.txt"), "utf8").split("\n");
    const published = lines.filter((line) => line && !line.startsWith("#"));
    assert(published.length > 1_300);
    for (const line of published) {
      const [name = "", pods] = line.split(" ");
      assert.equal(addressablePods(instanceType(name)), Number(pods), name);
    }
  });
});

describe("The data of EKS versions", () => {
  const file = {
    source: "before",
    read: "2026-01-01",
    versions: [
      {
        version: "1.35",
        released: "2026-01-28",
        standardEnds: "2027-03-27",
        extendedEnds: "2028-03-27",
      },
      {
        version: "1.34",
        released: "2025-10-02",
        standardEnds: "2026-12-02",
        extendedEnds: "2027-12-02",
      },
    ],
  };
  const answer = {
    result: {
      releases: [
        { name: "1.36", releaseDate: "2026-06-02", eolFrom: "2027-08-02", eoesFrom: null },
        { name: "1.34", releaseDate: "2025-10-06", eolFrom: "2026-12-03", eoesFrom: "2027-12-03" },
        { name: "1.20", releaseDate: "2021-05-18", eolFrom: "2022-11-01", eoesFrom: "2023-11-01" },
      ],
    },
  };

  it("takes the public dates, keeps versions that are not public, and drops old or incomplete ones", () => {
    const merged = mergeCalendar(file, answer, "2026-11-21");
    assert.deepEqual(merged, {
      source: "https://endoflife.date/api/v1/products/amazon-eks; by hand: 1.35",
      read: "2026-11-21",
      versions: [
        file.versions[0],
        {
          version: "1.34",
          released: "2025-10-06",
          standardEnds: "2026-12-03",
          extendedEnds: "2027-12-03",
        },
      ],
    });
    assert.deepEqual(JSON.parse(renderCalendar(merged)), merged);
  });
});

describe("Every data set", () => {
  it("has a file in model/data that names its source and the day it was read", () => {
    assert.equal(new Set(dataSets.map(({ name }) => name)).size, dataSets.length);
    for (const { file } of dataSets) {
      const text = readFileSync(join(root, file), "utf8");
      const { source, read } = JSON.parse(text) as Record<string, string>;
      assert(source && source.length > 10, file);
      assert.match(read ?? "", /^\d{4}-\d{2}-\d{2}$/, file);
    }
  });
});

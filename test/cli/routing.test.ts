import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../cli/run";
import { mappingTable, type Mapping } from "../../model/port-mappings/table";
import { encodeMappings } from "../../model/port-mappings/file";

const subnet = {
  acceleratorArn: "arn:aws:globalaccelerator::123456789012:accelerator/1",
  acceleratorAddresses: ["198.51.100.1", "198.51.100.2"],
  endpointGroupArn:
    "arn:aws:globalaccelerator::123456789012:accelerator/1/listener/2/endpoint-group/3",
  region: "us-east-1",
  subnetId: "subnet-a",
};

const mapping = (more: Partial<Mapping>): Mapping => ({
  acceleratorPort: 17_061,
  address: "10.10.160.4",
  port: 80,
  protocols: ["TCP"],
  allowed: true,
  ...more,
});

const mappings = [
  mapping({}),
  mapping({ acceleratorPort: 2_000, protocols: ["UDP"], allowed: false }),
  mapping({ acceleratorPort: 1_999, address: "10.10.160.5" }),
];

describe("The command routing", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "routing-"));
    mkdirSync(join(folder, "port-mappings", "1", "3"), { recursive: true });
    const file = join(folder, "port-mappings", "1", "3", "subnet-a.portmap");
    writeFileSync(file, encodeMappings(mappingTable(subnet, mappings)));
    writeFileSync(join(folder, "broken.portmap"), "PORTMAP");
    mkdirSync(join(folder, "empty"));
  });
  after(() => rmSync(folder, { recursive: true }));

  async function runs(...args: string[]) {
    const out: string[] = [];
    const err: string[] = [];
    const code = await run(["routing", ...args], {
      folder,
      out: (text) => void out.push(text),
      err: (text) => void err.push(text),
    });
    return { code, out: out.join("\n"), err: err.join("\n") };
  }
  const json = async (...args: string[]) =>
    JSON.parse((await runs(...args, "--json")).out) as Record<string, unknown>[];

  it("finds where clients reach a pod", async () => {
    const { code, out } = await runs("lookup", "--ip", "10.10.160.4", "--port", "80");
    assert.equal(code, 0);
    const lines = out.split("\n").map((line) => line.split(/[│┌┐└┘]/).map((cell) => cell.trim()));
    assert.deepEqual(
      lines.filter((cells) => cells.length > 3).map((cells) => cells.slice(1, -1)),
      [
        ["Accelerator", "Port", "Pod", "Pod port", "Protocols", "Traffic", "Subnet", "Region"],
        [
          "198.51.100.1, 198.51.100.2",
          "2000",
          "10.10.160.4",
          "80",
          "UDP",
          "denied",
          "subnet-a",
          "us-east-1",
        ],
        [
          "198.51.100.1, 198.51.100.2",
          "17061",
          "10.10.160.4",
          "80",
          "TCP",
          "allowed",
          "subnet-a",
          "us-east-1",
        ],
      ],
    );
  });

  it("finds the mappings of one protocol", async () => {
    const found = await json("lookup", "--ip", "10.10.160.4", "--port", "80", "--protocol", "tcp");
    assert.deepEqual(found, [
      {
        acceleratorAddresses: ["198.51.100.1", "198.51.100.2"],
        acceleratorPort: 17_061,
        podAddress: "10.10.160.4",
        podPort: 80,
        protocols: ["TCP"],
        allowed: true,
        subnetId: "subnet-a",
        region: "us-east-1",
        acceleratorArn: subnet.acceleratorArn,
      },
    ]);
  });

  it("finds the pod behind either address of the accelerator", async () => {
    for (const ip of subnet.acceleratorAddresses) {
      const [found, ...more] = await json("reverse", "--ip", ip, "--port", "1999");
      assert.deepEqual([found?.["podAddress"], found?.["podPort"]], ["10.10.160.5", 80]);
      assert.deepEqual(more, []);
    }
  });

  it("reports that nothing is mapped", async () => {
    const { err } = await runs("reverse", "--ip", "198.51.100.1", "--port", "81");
    assert.equal(err, "Nothing is mapped for 198.51.100.1:81.");
    assert.deepEqual(await json("reverse", "--ip", "198.51.100.1", "--port", "81"), []);
  });

  const refused: [string, string[], string][] = [
    [
      "an invalid address",
      ["lookup", "--ip", "10.10.160", "--port", "80"],
      '--ip: "10.10.160" is no IPv4 address. Give four numbers with dots between, for example 10.10.160.4.',
    ],
    [
      "an invalid port",
      ["lookup", "--ip", "10.10.160.4", "--port", "65536"],
      '--port: "65536" is not a port. Give a number from 1 to 65535.',
    ],
    [
      "a protocol that accelerators do not carry",
      ["lookup", "--ip", "10.10.160.4", "--port", "80", "--protocol", "sctp"],
      '--protocol: "sctp" is not a protocol that accelerators carry. Give TCP or UDP, or leave it out for both.',
    ],
    [
      "a look-up without an address",
      ["reverse", "--port", "80"],
      "error: required option '--ip <address>' not specified",
    ],
  ];
  for (const [title, args, text] of refused) {
    it(`refuses ${title}`, async () => {
      const { code, err } = await runs(...args);
      assert.deepEqual([code, err], [1, text]);
    });
  }

  it("refuses a folder without mappings, and invalid files", async () => {
    const query = ["lookup", "--ip", "10.10.160.4", "--port", "80", "--files"];
    assert.equal(
      (await runs(...query, "empty")).err,
      `--files: "${join(folder, "empty")}" has no .portmap file. Copy them from the stack's bucket: aws s3 sync s3://<bucket> <folder>.`,
    );
    assert.equal(
      (await runs(...query, "broken.portmap")).err,
      `file: "${join(folder, "broken.portmap")}" is not a file of port mappings. Export the mappings again.`,
    );
  });
});

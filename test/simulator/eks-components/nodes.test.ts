import type * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "toml";
import { amiTypeOf, osOf, type ImageArgs } from "../../../simulator/eks-components/images";
import { installedEksPlugin } from "../../../simulator/eks-components/installed";
import { toToml } from "../../../simulator/eks-components/toml";
import { userData, type NodeSettings } from "../../../simulator/eks-components/user-data";

/** The value of an output that no engine has to make known. */
function known<T>(output: pulumi.Output<T>): Promise<T> {
  return (output as unknown as { promise(): Promise<T> }).promise();
}

describe("Images of nodes in the local cloud", () => {
  for (const [args, os, type] of [
    [{}, "AL2023", "AL2023_x86_64_STANDARD"],
    [{ instanceTypes: ["m7g.large"] }, "AL2023", "AL2023_ARM_64_STANDARD"],
    [{ instanceTypes: ["c7gn.large", "m6g.large"] }, "AL2023", "AL2023_ARM_64_STANDARD"],
    [{ gpu: true }, "AL2023", "AL2023_x86_64_NVIDIA"],
    [{ operatingSystem: "Bottlerocket" }, "Bottlerocket", "BOTTLEROCKET_x86_64"],
    [{ operatingSystem: "AL2" }, "AL2", "AL2_x86_64"],
    [{ amiType: "BOTTLEROCKET_ARM_64" }, "Bottlerocket", "BOTTLEROCKET_ARM_64"],
    [{ amiType: "amazon-linux-2-arm" }, "AL2", "AL2_ARM_64"],
  ] as [ImageArgs, string, string][]) {
    it(`are of ${type} for ${JSON.stringify(args)}`, async () => {
      assert.deepEqual([await known(osOf(args)), await known(amiTypeOf(args))], [os, type]);
    });
  }

  for (const [args, path, reason] of [
    [
      { amiType: "AL2_x86_64", operatingSystem: "AL2023" },
      "operatingSystem",
      "AL2023 is not the operating system of AMI type AL2_x86_64, AL2",
    ],
    [
      { amiType: "WINDOWS_CORE" },
      "amiType",
      "WINDOWS_CORE is not a type that the eks plugin knows: give the AMI and its user data",
    ],
    [
      { instanceTypes: ["m7g.large", "m7i.large"] },
      "instanceTypes",
      "are of two architectures, and an image is of one",
    ],
    [{ instanceTypes: ["large"] }, "instanceTypes", "large is not an instance type"],
    [
      { gpu: true, instanceTypes: ["g5g.xlarge"], operatingSystem: "AL2" },
      "operatingSystem",
      "there is no image of AL2 for arm64 with GPUs",
    ],
  ] as [ImageArgs, string, string][]) {
    it(`are refused for ${JSON.stringify(args)}`, async () => {
      const both = async () => [await known(osOf(args)), await known(amiTypeOf(args))];
      await assert.rejects(both(), { propertyPath: path, reason });
    });
  }
});

const cluster = {
  name: "dev",
  apiServerEndpoint: "https://dev.example",
  certificateAuthority: "Q0E=",
  cidr: "10.100.0.0/16",
};
const plain: NodeSettings = { isManaged: false, group: "workers" };

describe("User data of nodes in the local cloud", () => {
  it("is a document for nodeadm on Amazon Linux 2023", () => {
    const text = userData("AL2023", cluster, {
      ...plain,
      kubeletExtraArgs: "--max-pods=110",
      labels: { lifecycle: "spot" },
      taints: { spot: { value: "true", effect: "NoSchedule" }, game: { effect: "NoExecute" } },
      script: "echo hello",
    });
    const parts = text.split("--BOUNDARY").map((part) => part.trim());
    assert.equal(parts.length, 5);
    assert.match(parts[1] ?? "", /name: dev\n\s+apiServerEndpoint: https:\/\/dev.example\n/);
    for (const flag of [
      "--max-pods=110",
      "--node-labels=lifecycle=spot",
      "--register-with-taints=spot=true:NoSchedule,game:NoExecute",
    ]) {
      assert.ok(parts[2]?.includes(`- ${flag}`), flag);
    }
    assert.ok(parts[3]?.endsWith("\n\necho hello"));
  });

  it("is a call of the bootstrap script on Amazon Linux 2", () => {
    const labels = { lifecycle: "spot" };
    assert.equal(
      userData("AL2", cluster, { ...plain, labels }),
      '#!/bin/bash\n\n/etc/eks/bootstrap.sh --apiserver-endpoint "https://dev.example" --b64-cluster-ca "Q0E=" "dev" --kubelet-extra-args --node-labels=lifecycle=spot\n\n',
    );
    const managed = userData("AL2", cluster, { ...plain, isManaged: true });
    assert.match(
      managed,
      /^MIME-Version: 1.0\nContent-Type: multipart\/mixed; boundary="==MYBOUNDARY=="/,
    );
  });

  it("is settings on Bottlerocket, the program's over its own", () => {
    const text = userData(
      "Bottlerocket",
      { ...cluster, cidr: "fd00::/108" },
      {
        ...plain,
        labels: { os: "flask" },
        taints: { flask: { effect: "NoSchedule" } },
        bottlerocketSettings: { settings: { motd: "hi", kubernetes: { "api-server": "other" } } },
      },
    );
    assert.deepEqual(structuredClone(parse(text)), {
      settings: {
        motd: "hi",
        kubernetes: {
          "cluster-name": "dev",
          "api-server": "other",
          "cluster-certificate": "Q0E=",
          "cluster-dns-ip": "fd00::a",
          "node-labels": { os: "flask" },
          "node-taints": { flask: ":NoSchedule" },
        },
      },
    });
  });

  it("is the program's own where it gives some", () => {
    assert.equal(userData("AL2023", cluster, { ...plain, override: "mine" }), "mine");
  });

  for (const [os, settings, path] of [
    ["AL2023", { bootstrapExtraArgs: "--x" }, "bootstrapExtraArgs"],
    ["AL2", { bottlerocketSettings: {} }, "bottlerocketSettings"],
    ["Bottlerocket", { kubeletExtraArgs: "--x" }, "kubeletExtraArgs"],
    ["Bottlerocket", { script: "echo" }, "nodeUserData"],
  ] as const) {
    it(`is refused with ${path} on ${os}`, () => {
      assert.throws(() => userData(os, cluster, { ...plain, ...settings }), {
        propertyPath: path,
        reason: `${os} has no use for it`,
      });
    });
  }
});

describe("TOML of the local cloud", () => {
  it("says what a TOML reader reads again, whatever keys there are", () => {
    const table = {
      text: 'say "hi"\n',
      list: ["a", "b"],
      number: 3,
      off: false,
      "a.b/c": "quoted",
      inside: { deep: { deeper: { value: 1 } }, empty: {}, "with space": { x: "y" } },
    };
    assert.deepEqual(
      structuredClone(parse(toToml({ ...table, none: undefined, nil: null }))),
      table,
    );
  });
});

describe("The installed plugin of @pulumi/eks", () => {
  let folder: string;

  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "plugins-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  function install(within: string): string {
    const place = join(folder, within);
    mkdirSync(place, { recursive: true });
    const program = join(place, "pulumi-resource-eks");
    writeFileSync(program, "");
    chmodSync(program, 0o755);
    return program;
  }

  it("is on the PATH, else among Pulumi's own of this version", () => {
    const home = join(folder, "home");
    const env = { PATH: `/nowhere:${join(folder, "bin")}`, PULUMI_HOME: home };
    assert.equal(installedEksPlugin(env), undefined);
    install("home/plugins/resource-eks-v1.0.0");
    assert.equal(installedEksPlugin(env), undefined);
    const own = install("home/plugins/resource-eks-v4.3.0");
    assert.equal(installedEksPlugin(env), own);
    const onPath = install("bin");
    assert.equal(installedEksPlugin(env), onPath);
    assert.equal(installedEksPlugin({ ...env, PULUMI_IGNORE_AMBIENT_PLUGINS: "true" }), own);
  });

  it("is none that nobody may run", () => {
    chmodSync(install("bin"), 0o644);
    const env = { PATH: join(folder, "bin"), PULUMI_HOME: folder };
    // Whoever may do everything may run nothing without the mark, either.
    assert.equal(installedEksPlugin(env), undefined);
  });
});

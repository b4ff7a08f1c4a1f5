import assert from "node:assert/strict";
import fc from "fast-check";
import {
  checkLatticeVersion,
  checkNamePart,
  checkNetworkName,
  checkServiceName,
  checkVpcAssociations,
  latticeLimits,
  latticeServiceName,
} from "../../../model/lattice/names";
import { refuses } from "../refusal";

/** Names that are valid in Kubernetes and in VPC Lattice. */
const names = (longest: number) =>
  fc.stringMatching(/^[a-z0-9]+(-[a-z0-9]+)*$/).filter((name) => name.length <= longest);

/** The pattern of the VPC Lattice API model for names of services. */
const apiServiceName = /^(?!svc-)(?![-])(?!.*[-]$)(?!.*[-]{2})[a-z0-9-]{3,40}$/;

describe("Names in VPC Lattice", () => {
  it("are made of every accepted route and namespace, and are valid in VPC Lattice", () => {
    fc.assert(
      fc.property(names(20), names(18), (route, namespace) => {
        checkNamePart(route, "routeName", 20);
        checkNamePart(namespace, "namespace", 18);
        const name = latticeServiceName(route, namespace);
        fc.pre(!name.startsWith("svc-"));
        assert.match(name, apiServiceName);
        checkServiceName(name, "serviceName");
      }),
    );
  });

  it("differ if routes or namespaces differ", () => {
    fc.assert(
      fc.property(names(20), names(20), names(18), (one, other, namespace) => {
        fc.pre(one !== other);
        assert.notEqual(latticeServiceName(one, namespace), latticeServiceName(other, namespace));
      }),
    );
  });

  it("are accepted exactly if the API model accepts them", () => {
    const anything = fc.stringMatching(/^[a-z0-9-]{0,45}$/);
    fc.assert(
      fc.property(anything, (name) => {
        let isTaken = true;
        try {
          checkServiceName(name, "serviceName");
        } catch {
          isTaken = false;
        }
        assert.equal(isTaken, apiServiceName.test(name), name);
      }),
    );
  });

  it("that are too short or too long are refused", () => {
    refuses(
      () => checkNetworkName("ab", "networkName"),
      'networkName: "ab" has 2 characters, and the name of a VPC Lattice service network has 3 to 63. Use 3 to 63 lower-case letters, digits and single hyphens.',
    );
    checkNetworkName("a".repeat(63), "networkName");
    refuses(
      () => checkServiceName("a".repeat(41), "serviceName"),
      `serviceName: "${"a".repeat(41)}" has 41 characters, and the name of a VPC Lattice service has 3 to 40. Use 3 to 40 lower-case letters, digits and single hyphens.`,
    );
  });

  it("with two hyphens in a row are refused", () => {
    refuses(
      () => checkNetworkName("shop--dev", "networkName"),
      'networkName: "shop--dev" is not a name that a VPC Lattice service network can have. Use 3 to 63 lower-case letters, digits and single hyphens, with a letter or digit at both ends.',
    );
    refuses(
      () => checkNamePart("shop--dev", "namespace"),
      'namespace: "shop--dev" cannot be part of a name in VPC Lattice. Use up to 63 lower-case letters, digits and single hyphens, with a letter or digit at both ends.',
    );
  });

  it("that look like an id are refused", () => {
    refuses(
      () => checkServiceName("svc-checkout", "serviceName"),
      'serviceName: "svc-checkout" begins with svc-, as ids of a VPC Lattice service do. Choose another name.',
    );
  });

  it("that the controller would shorten are refused", () => {
    refuses(
      () => checkNamePart("checkout-of-the-whole-shop", "routeName", 20),
      'routeName: "checkout-of-the-whole-shop" has 26 characters, of which the controller keeps 20 in the name of the VPC Lattice service: another route could get the same name. Use at most 20, or give a serviceName.',
    );
  });
});

describe("The Kubernetes version for VPC Lattice", () => {
  it("is 1.31 or later", () => {
    checkLatticeVersion("1.31");
    checkLatticeVersion("1.36");
    refuses(
      () => checkLatticeVersion("1.30"),
      'version: "1.30" is older than the 1.31 that the VPC Lattice controller and the Gateway API need. Update the cluster to 1.31 or later.',
    );
  });
});

describe("Associations of VPCs", () => {
  it("are limited to one per VPC", () => {
    checkVpcAssociations([
      { network: "shop", vpc: "vpc-1", argument: "a" },
      { network: "shop", vpc: "vpc-2", argument: "b" },
    ]);
    refuses(
      () =>
        checkVpcAssociations([
          { network: "shop", vpc: "vpc-1", argument: "vpcs[0]" },
          { network: "partners", vpc: "vpc-1", argument: "vpcs[1]" },
        ]),
      'vpcs[1]: "vpc-1" is associated with the service network shop already, and a VPC has one association. Leave it out; clients in it reach partners through a service network endpoint.',
    );
    refuses(
      () =>
        checkVpcAssociations([
          { network: "shop", vpc: "vpc-1", argument: "vpcs[0]" },
          { network: "shop", vpc: "vpc-1", argument: "vpcs[1]" },
        ]),
      'vpcs[1]: "vpc-1" is associated with the service network shop already. List every VPC once.',
    );
  });
});

describe("The limits of VPC Lattice", () => {
  it("are those of the quotas and the API", () => {
    assert.deepEqual(latticeLimits, {
      listenersPerService: 2,
      rulesPerListener: 10,
      targetGroupsPerRule: 10,
      targetGroupsPerService: 10,
      targetsPerTargetGroup: 1000,
      headersPerRule: 5,
      associationsPerNetwork: 500,
      securityGroupsPerAssociation: 5,
      weight: 999,
      authPolicyBytes: 10240,
    });
  });
});

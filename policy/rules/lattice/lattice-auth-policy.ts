import { Type } from "@sinclair/typebox";
import { checkAuthPolicy, latticeAuthPolicy } from "../../../model/lattice/auth";
import { property } from "../../frame/config-schema";
import { defineRule } from "../../frame/rule";
import { shown } from "../../frame/text";
import { isOpenToEverybody } from "../../support/iam/documents";
import {
  gatewayOf,
  hasAttachment,
  networkName,
  networksOf,
  networkTypes,
} from "../../support/lattice/service-networks";

const authPolicyType = "aws:vpclattice/authPolicy:AuthPolicy";
const authObjectType = "kubernetes:application-networking.k8s.aws/v1alpha1:IAMAuthPolicy";

const network = (authType: string) => ({
  type: "aws:vpclattice/serviceNetwork:ServiceNetwork",
  properties: { name: "shop", authType },
});

export const latticeAuthPolicyRule = defineRule({
  id: "lattice-auth-policy",
  area: "lattice",
  severity: "high",
  levels: { dev: "advisory", prod: "mandatory" },
  description:
    "A service network requires IAM authorization and has an auth policy that does not allow everybody. Public networks are named in the configuration.",
  why: "Every VPC and every account that is associated with a service network can reach all its services. Security groups see VPC Lattice and not the caller, so only the auth policy limits access. With IAM authorization and no auth policy, every request is refused.",
  fix: 'Set authType to "AWS_IAM", and add an aws.vpclattice.AuthPolicy or an IAMAuthPolicy that names the VPCs or accounts of the callers.',
  fails: { shop: network("NONE") },
  passes: {
    shop: network("AWS_IAM"),
    callers: {
      type: authPolicyType,
      properties: {
        resourceIdentifier: "${shop.id}",
        policy: latticeAuthPolicy({ vpcIds: ["vpc-1"] }),
      },
    },
  },
  links: ["https://docs.aws.amazon.com/vpc-lattice/latest/ug/auth-policies.html"],
  config: {
    publicNetworks: property(Type.Array(Type.String()), {
      default: [],
      description: "names of service networks that every associated VPC and account may use",
    }),
  },
  types: [...networkTypes, authPolicyType, authObjectType],
  checkInStack(resource, { config, stack, report }) {
    const isPublic = (name: string | undefined) =>
      name !== undefined && config.publicNetworks.includes(name);
    if (resource.type === authObjectType) {
      const gateway = gatewayOf(resource);
      checkAuthPolicy(resource.props.spec?.policy ?? "", "spec.policy");
      if (gateway !== undefined && !isPublic(gateway)) judgePolicy(resource.props.spec?.policy);
      return;
    }
    if (resource.type === authPolicyType) {
      const names = networksOf(stack, resource).map(networkName);
      if (names.length > 0 && !names.some(isPublic)) judgePolicy(resource.props.policy);
      return;
    }
    const name = networkName(resource);
    if (isPublic(name)) return;
    if (resource.type === "aws:vpclattice/serviceNetwork:ServiceNetwork") {
      const { authType } = resource.props;
      if (authType !== "AWS_IAM") {
        return report(`authType must be "AWS_IAM"; it is ${shown(authType)}.`);
      }
    }
    const policies = stack.ofType(authPolicyType);
    if (hasAttachment(stack, resource, policies, stack.ofType(authObjectType))) return;
    report("The service network must have an auth policy; the stack has none for it.");

    function judgePolicy(policy = ""): void {
      if (!isOpenToEverybody(policy)) return;
      report(
        "The policy must not allow everybody without a condition.",
        "Name the callers as Principal, or restrict their VPC or account with a condition.",
      );
    }
  },
});

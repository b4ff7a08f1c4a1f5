import type { eks } from "@pulumi/aws";
import type { Properties } from "../../values";
import { callerArn } from "../account";
import { arn, uuid } from "../identity";
import { addCreatedByAws } from "../created-by-aws";
import type { AwsCall } from "../resource";
import { accessEntryId, accessEntryType } from "./access-names";
import { clusterSecurityGroupId } from "./cluster-outputs";
import { securityGroup } from "../ec2/reference-targets";

type ClusterCall = AwsCall<eks.ClusterArgs>;

/** What EKS makes along with a cluster: its security group, and access for who created it. */
export function makeClusterParts(call: ClusterCall, outputs: Properties): void {
  const { session, id } = call;
  const { vpcId } = outputs["vpcConfig"] as { vpcId: string };
  const groupId = clusterSecurityGroupId(call);
  addCreatedByAws(call, {
    type: securityGroup.type,
    id: groupId,
    inputs: {
      vpcId,
      name: `eks-cluster-sg-${id}-${call.hex(8, "group-name")}`,
      description:
        "EKS created security group applied to ENI that is attached to EKS Control Plane master nodes, as well as any managed workloads.",
    },
    outputs: {
      arn: arn(session, "ec2", `security-group/${groupId}`),
      ownerId: session.account,
      tagsAll: {
        Name: `eks-cluster-sg-${id}`,
        "aws:eks:cluster-name": id,
        [`kubernetes.io/cluster/${id}`]: "owned",
      },
    },
  });
  const { authenticationMode, bootstrapClusterCreatorAdminPermissions } = outputs[
    "accessConfig"
  ] as { authenticationMode: string; bootstrapClusterCreatorAdminPermissions: boolean };
  if (authenticationMode === "CONFIG_MAP" || !bootstrapClusterCreatorAdminPermissions) return;
  const principalArn = callerArn(session);
  addCreatedByAws(call, {
    type: accessEntryType,
    id: accessEntryId(id, principalArn),
    inputs: { clusterName: id, principalArn, type: "STANDARD" },
    outputs: {
      accessEntryArn: arn(
        session,
        "eks",
        `access-entry/${id}/user/${session.account}/local-cloud/${uuid(call.hex(32, "creator"))}`,
      ),
    },
  });
}

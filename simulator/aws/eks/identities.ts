import type { eks } from "@pulumi/aws";
import { CloudError } from "../../errors";
import { arn, uuid } from "../identity";
import { isHere } from "../identity";
import { resourceType, type AwsCall } from "../resource";
import { inUse, ofCluster, roleReference } from "./reference-targets";

export const podIdentityAssociationType = resourceType<eks.PodIdentityAssociationArgs>({
  token: "aws:eks/podIdentityAssociation:PodIdentityAssociation",
  service: "EKS",
  noun: "EKS Pod Identity Association",
  operations: {
    create: "CreatePodIdentityAssociation",
    update: "UpdatePodIdentityAssociation",
    delete: "DeletePodIdentityAssociation",
  },
  id: ({ hex }) => `a-${hex(17)}`,
  defaults: { disableSessionTags: false },
  references: [ofCluster, roleReference("roleArn")],
  validate: requireFreeServiceAccount,
  outputs: ({ session, id, inputs, hex }) => ({
    associationArn: arn(session, "eks", `podidentityassociation/${inputs.clusterName}/${id}`),
    associationId: id,
    externalId: inputs.targetRoleArn ? uuid(hex(32, "external")) : "",
  }),
});

function requireFreeServiceAccount(call: AwsCall<eks.PodIdentityAssociationArgs>): void {
  const { clusterName, namespace, serviceAccount } = call.inputs;
  const other = call.world
    .all(podIdentityAssociationType.token)
    .filter(({ scope }) => isHere(call.session, scope))
    .find(
      ({ id, inputs }) =>
        id !== call.id &&
        inputs["clusterName"] === clusterName &&
        inputs["namespace"] === namespace &&
        inputs["serviceAccount"] === serviceAccount,
    );
  if (other) throw inUse(`Association already exists: ${other.id}`);
}

export const identityProviderConfigType = resourceType<eks.IdentityProviderConfigArgs>({
  token: "aws:eks/identityProviderConfig:IdentityProviderConfig",
  service: "EKS",
  noun: "EKS Identity Provider Config",
  operations: {
    create: "AssociateIdentityProviderConfig",
    delete: "DisassociateIdentityProviderConfig",
  },
  id: ({ inputs }) => `${inputs.clusterName}:${inputs.oidc.identityProviderConfigName}`,
  exists: () => inUse("Identity provider config is already associated with cluster"),
  references: [ofCluster],
  validate: (call) => {
    const others = call.world
      .all(identityProviderConfigType.token)
      .filter(
        ({ id, scope, inputs }) =>
          id !== call.id &&
          isHere(call.session, scope) &&
          inputs["clusterName"] === call.inputs.clusterName,
      );
    if (others.length === 0) return;
    throw new CloudError(
      "ResourceLimitExceededException",
      "A cluster can have one OIDC identity provider associated.",
    );
  },
  outputs: ({ session, inputs, hex }) => ({
    arn: arn(
      session,
      "eks",
      `identityproviderconfig/${inputs.clusterName}/oidc/${inputs.oidc.identityProviderConfigName}/${uuid(hex(32))}`,
    ),
    identityProviderConfigName: inputs.oidc.identityProviderConfigName,
    status: "ACTIVE",
  }),
});

import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { coreAddOns } from "../model/cluster/add-ons";
import { accountOf } from "./account";
import { podIdentityTrust, serviceRole } from "./iam";
import type { Scope } from "./scope";

/** Settings that all add-ons of a cluster share. */
export interface AddOnContext {
  clusterName: pulumi.Input<string>;
  /** Kubernetes minor version of the cluster. */
  version: string;
  /** Versions that differ from EKS's default, by add-on name. */
  addOnVersions?: Readonly<Record<string, string>>;
}

/**
 * Creates a core add-on at the version that is EKS's default for the cluster's version, or at the
 * pinned version, with a role for its service account where it needs one.
 *
 * @param configuration The add-on's settings as JSON; EKS's defaults if left out.
 */
export function addOn(
  scope: Scope,
  name: string,
  { clusterName, version, addOnVersions }: AddOnContext,
  configuration?: pulumi.Input<string>,
): aws.eks.Addon {
  const role = addOnRole(scope, name);
  const addonVersion =
    addOnVersions?.[name] ??
    aws.eks.getAddonVersionOutput(
      { addonName: name, kubernetesVersion: version },
      { parent: scope.parent },
    ).version;
  return new aws.eks.Addon(
    `${scope.name}-${name}`,
    {
      clusterName,
      addonName: name,
      addonVersion,
      ...(configuration && { configurationValues: configuration }),
      ...(role && { podIdentityAssociations: [role.association] }),
      // Nobody else changes these add-ons: a manual change is overwritten.
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
      tags: scope.tags,
    },
    { parent: scope.parent, ...(role && { dependsOn: role.grants }) },
  );
}

function addOnRole(scope: Scope, name: string) {
  const { serviceAccount, managedPolicy } = coreAddOns.find((one) => one.name === name) ?? {};
  if (serviceAccount === undefined || managedPolicy === undefined) return undefined;
  const { role, grants } = serviceRole(scope, name, {
    description: `The add-on ${name} of ${scope.name}`,
    trust: podIdentityTrust,
    managedPolicies: [managedPolicy],
    partition: accountOf(scope.parent).partition,
  });
  return { association: { roleArn: role.arn, serviceAccount }, grants };
}

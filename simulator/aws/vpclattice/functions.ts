import type { vpclattice } from "@pulumi/aws";
import { ProviderError } from "../../errors";
import { text } from "../../values";
import { all, requireTarget } from "../references";
import { awsFunction } from "../resource";
import { service, serviceAssociation, serviceNetwork, vpcAssociation } from "./reference-targets";

const isOf = (id: string) => (reference: string) => reference.split("/").at(-1) === id;

export const getServiceNetwork = awsFunction<
  vpclattice.GetServiceNetworkArgs,
  vpclattice.GetServiceNetworkResult
>(
  "aws:vpclattice/getServiceNetwork:getServiceNetwork",
  ["VPC Lattice", "GetServiceNetwork"],
  (place, { serviceNetworkIdentifier }) => {
    const { id, outputs, created } = requireTarget(place, serviceNetwork, serviceNetworkIdentifier);
    const isOfThis = isOf(id);
    const associated = <Args extends { serviceNetworkIdentifier: unknown }>(
      entries: { inputs: Args }[],
    ) => entries.filter(({ inputs }) => isOfThis(String(inputs.serviceNetworkIdentifier))).length;
    return {
      id,
      serviceNetworkIdentifier,
      arn: text(outputs["arn"]),
      authType: text(outputs["authType"]),
      createdAt: created ?? "",
      lastUpdatedAt: created ?? "",
      name: text(outputs["name"]),
      numberOfAssociatedServices: associated(all(place, serviceAssociation)),
      numberOfAssociatedVpcs: associated(all(place, vpcAssociation)),
      region: place.session.region,
      tags: (outputs["tagsAll"] ?? {}) as Record<string, string>,
    };
  },
);

export const getService = awsFunction<vpclattice.GetServiceArgs, vpclattice.GetServiceResult>(
  "aws:vpclattice/getService:getService",
  ["VPC Lattice", "GetService"],
  (place, { serviceIdentifier, name }) => {
    const found =
      serviceIdentifier === undefined
        ? all(place, service).find(({ outputs }) => outputs["name"] === name)
        : requireTarget(place, service, serviceIdentifier);
    if (!found) throw new ProviderError("no matching VPC Lattice Service found");
    const { id, inputs, outputs } = found;
    return {
      id,
      serviceIdentifier: id,
      arn: text(outputs["arn"]),
      authType: text(outputs["authType"]),
      certificateArn: inputs.certificateArn ?? "",
      customDomainName: inputs.customDomainName ?? "",
      dnsEntries: outputs["dnsEntries"] as unknown as vpclattice.GetServiceResult["dnsEntries"],
      idleTimeoutSeconds: Number(outputs["idleTimeoutSeconds"]),
      name: text(outputs["name"]),
      region: place.session.region,
      status: text(outputs["status"]),
      tags: (outputs["tagsAll"] ?? {}) as Record<string, string>,
    };
  },
);

import {
  DescribeCustomRoutingAcceleratorCommand,
  paginateListCustomRoutingEndpointGroups,
  paginateListCustomRoutingListeners,
  paginateListCustomRoutingPortMappings,
  type GlobalAcceleratorClient,
  type PortMapping,
} from "@aws-sdk/client-global-accelerator";
import { maxMappingsPerPage } from "../../model/data/custom-routing.json";
import type { ListedGroup, ListedMapping, MappingApi } from "../../model/port-mappings/reader";

/**
 * Returns the part of Global Accelerator's API that exports use.
 *
 * @param pageSize Mappings per page, 1 to 20,000. AWS's own default is 10.
 */
export function mappingApi(
  client: GlobalAcceleratorClient,
  pageSize = maxMappingsPerPage,
): MappingApi {
  return {
    async addresses(AcceleratorArn) {
      const command = new DescribeCustomRoutingAcceleratorCommand({ AcceleratorArn });
      const { Accelerator } = await client.send(command);
      return (Accelerator?.IpSets ?? []).flatMap(({ IpAddresses }) => IpAddresses ?? []);
    },

    async groups(AcceleratorArn) {
      const found: ListedGroup[] = [];
      const listeners = paginateListCustomRoutingListeners(
        { client, pageSize: 100 },
        { AcceleratorArn },
      );
      for await (const { Listeners = [] } of listeners) {
        for (const { ListenerArn } of Listeners) {
          const groups = paginateListCustomRoutingEndpointGroups(
            { client, pageSize: 100 },
            { ListenerArn },
          );
          for await (const { EndpointGroups = [] } of groups) {
            for (const { EndpointGroupArn = "", EndpointGroupRegion = "" } of EndpointGroups) {
              found.push({ arn: EndpointGroupArn, region: EndpointGroupRegion });
            }
          }
        }
      }
      return found;
    },

    async *pages(AcceleratorArn, EndpointGroupArn) {
      const pages = paginateListCustomRoutingPortMappings(
        { client, pageSize },
        { AcceleratorArn, EndpointGroupArn },
      );
      for await (const { PortMappings = [] } of pages) yield PortMappings.map(listed);
    },
  };
}

function listed(mapping: PortMapping): ListedMapping {
  const { AcceleratorPort = 0, EndpointId = "", Protocols = [] } = mapping;
  const { IpAddress = "", Port = 0 } = mapping.DestinationSocketAddress ?? {};
  return {
    acceleratorPort: AcceleratorPort,
    address: IpAddress,
    port: Port,
    protocols: Protocols,
    allowed: mapping.DestinationTrafficState === "ALLOW",
    subnetId: EndpointId,
  };
}

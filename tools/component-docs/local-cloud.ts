import { readFileSync } from "node:fs";
import { join } from "node:path";
import { awsTypes } from "../../simulator/aws";
import { unique } from "./items";
import { simpleName } from "./pieces";
import { fill } from "./sections";

/** A call on which the local cloud and moto differ, as recorded by the agreement test. */
interface Difference {
  call: string;
  local: string;
  moto: string;
  /** The source that decides which one is correct. */
  source: string;
}

/** The page on the local cloud with the simulated services and the differences from moto. */
export function localCloudPage(root: string, page: string): string {
  const { differences } = JSON.parse(
    readFileSync(join(root, "test/simulator/agreement/differences.json"), "utf8"),
  ) as { differences: Difference[] };
  return fill(fill(page, "services", services()), "differences", table(differences));
}

function services(): string {
  const rows = unique(awsTypes.map(({ service }) => service)).map((service) => {
    const own = awsTypes.filter((type) => type.service === service).map(({ token }) => token);
    return `| ${service} | ${unique(own.map(simpleName)).join(", ")} |`;
  });
  return [
    `${awsTypes.length} resource types of AWS:`,
    "",
    "| Service | Resource types |",
    "| --- | --- |",
    ...rows,
  ].join("\n");
}

function table(differences: readonly Difference[]): string {
  return [
    "| Call | Local cloud | moto | What AWS says |",
    "| --- | --- | --- | --- |",
    ...differences.map(({ call, local, moto, source }) => {
      const cells = [call, local, moto, source];
      return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
    }),
  ].join("\n");
}

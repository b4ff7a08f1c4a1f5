import { stackDefaults } from "../../config/defaults";
import { stackSchema } from "../../config/schema";
import type { TSchema } from "../../model/schema-parts";
import { code, table, type Row } from "./rows";
import { literal, schemaRow } from "./schema-rows";

/** The parts of a schema that the page uses. */
interface Part extends TSchema {
  description: string;
  properties?: Record<string, Part>;
  required?: readonly string[];
  items?: Part;
}

type Defaults = Readonly<Record<string, unknown>>;

/** The page on a stack's configuration, from the schema that checks it. */
export function configurationPage(): string {
  const { properties = {}, required = [] } = stackSchema as unknown as Part;
  const sections = Object.entries(properties).map(([key, part]) =>
    section(key, part, required.includes(key)),
  );
  return [head, ...sections].join("\n\n");
}

const head = `<!-- Generated from the schemas in config/ by \`npm run docs:components\`. Do not edit. -->

# The configuration of a stack

What \`Pulumi.<stack>.yaml\` can say under \`eks-scenarios:\`. Editors complete and check it by [config/stack.schema.json](../config/stack.schema.json), which the files name in their first line. A misspelt key or a value that cannot work stops the preview before anything is planned, with the path of the setting.

A scenario is deployed where its key is there. Samples (\`guestbook\`, \`lattice.checkout\`, \`wavelength.twoTierApp\`, \`customRouting.gameServers\`) are left out with \`deploy: false\`.`;

function section(key: string, part: Part, isRequired: boolean): string {
  const nested = new Map<string, Part>();
  const own = part.items ?? part;
  const kind = part.items ? `A list. Each item is ${own.description}.` : "";
  const tables = own.properties ? [tableOf(key, part, nested)] : [];
  // A table may add further objects, which the loop also visits: a Map iterates over added entries.
  for (const [path, inner] of nested) {
    tables.push(`### \`${path}\`\n\n${tableOf(path, inner, nested)}`);
  }
  return [
    `## \`${key}\``,
    `${capital(part.description)}.${isRequired ? " Required." : ""} ${kind}`.trim(),
    ...tables,
  ].join("\n\n");
}

/** The table of an object's settings, or of the objects in a list. */
function tableOf(path: string, part: Part, nested: Map<string, Part>): string {
  const { properties = {}, required = [] } = part.items ?? part;
  const at = part.items ? `${path}[]` : path;
  const rows = Object.entries(properties).map(([name, inner]): Row => {
    const row = schemaRow(name, inner, required.includes(name), new Map());
    const object = inner.items ?? inner;
    if (object.properties) nested.set(`${at}.${name}`, inner);
    const type = object.properties ? (inner.items ? "list of objects" : "object") : row.type;
    return { ...row, type, default: environmentDefault(`${at}.${name}`) ?? row.default };
  });
  return table("Setting", rows);
}

/** The values of the environments that replace a default. */
function environmentDefault(path: string): string | undefined {
  const [dev, prod] = [stackDefaults.dev, stackDefaults.prod].map((defaults) =>
    path.split(".").reduce<unknown>((at, step) => (at as Defaults | undefined)?.[step], defaults),
  );
  if (dev === undefined && prod === undefined) return undefined;
  return `dev ${code(literal(dev))}, prod ${code(literal(prod))}`;
}

function capital(text: string): string {
  return `${text[0]?.toUpperCase() ?? ""}${text.slice(1)}`;
}

/**
 * Kinds of text that the Kubernetes API knows. Each rule says what is wrong with a text, or nothing.
 *
 * Source of patterns and texts: k8s.io/apimachinery, pkg/util/validation/validation.go.
 */
export type TextRule = (text: string) => string | undefined;

const LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const LABEL_1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";
const QUALIFIED = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

const label = named(
  LABEL,
  63,
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
  ["my-name", "123-abc"],
);

/** Names of most things inside of objects, of namespaces and of Services. */
export const dnsLabel: TextRule = (text) =>
  text.includes(".") ? "must not contain dots" : label(text);

/** Names of most objects. */
export const dnsSubdomain = named(
  SUBDOMAIN,
  253,
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  ["example.com"],
);

/** Names of custom resources and their versions. */
export const dns1035Label = named(
  LABEL_1035,
  63,
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
  ["my-name", "abc-123"],
);

/** Host names, of which the first label may be `*`. */
export const hostName: TextRule = (text) =>
  dnsSubdomain(text.startsWith("*.") ? text.slice(2) : text);

const qualifiedPart = named(
  QUALIFIED,
  63,
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  ["MyName", "my.name", "123-abc"],
);

/** Keys of labels and annotations, names of resources: `example.com/name`. */
export const qualifiedName: TextRule = (text) => {
  const parts = text.split("/");
  const [prefix = "", name] = parts.length === 2 ? parts : [undefined, parts[0]];
  if (parts.length > 2) {
    return `a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${QUALIFIED}') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`;
  }
  if (parts.length === 2 && prefix === "") return "prefix part must be non-empty";
  const problem = prefix === "" ? undefined : dnsSubdomain(prefix);
  if (problem !== undefined) return `prefix part ${problem}`;
  return (name ?? "") === "" ? "name part must be non-empty" : qualifiedPart(name ?? "");
};

export const labelValue: TextRule = (text) =>
  text === ""
    ? undefined
    : named(
        `(${QUALIFIED})?`,
        63,
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        ["MyValue", "my_value", "12345"],
      )(text);

/** Names of ports: `http`, `grpc-web`. */
export const portName: TextRule = (text) => {
  if (text.length > 15) return "must be no more than 15 characters";
  if (!/^[-a-z0-9]+$/.test(text)) {
    return "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)";
  }
  if (!/[a-z]/.test(text)) return "must contain at least one letter (a-z)";
  if (text.includes("--")) return "must not contain consecutive hyphens";
  if (text.startsWith("-") || text.endsWith("-")) return "must not begin or end with a hyphen";
  return undefined;
};

/** Names of environment variables: anything printable but `=`. */
export const variableName: TextRule = (text) =>
  /^[ -<>-~]+$/.test(text)
    ? undefined
    : "a valid environment variable name must consist only of printable ASCII characters other than '='";

/** Keys of ConfigMaps and Secrets: file names. */
export const configKey: TextRule = (text) => {
  if (text.length > 253) return "must be no more than 253 characters";
  if (!/^[-._a-zA-Z0-9]+$/.test(text)) {
    return "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";
  }
  if (text === ".") return `must not be '.'`;
  if (text === "..") return `must not be '..'`;
  return text.startsWith("..") ? `must not start with '..'` : undefined;
};

/** Percentages and counts, as strategies and budgets have them. */
export const percentage: TextRule = (text) =>
  /^[0-9]+%$/.test(text)
    ? undefined
    : "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

function named(
  pattern: string,
  longest: number,
  rule: string,
  examples: readonly string[],
): TextRule {
  const whole = new RegExp(`^${pattern}$`);
  const shown = examples.map((example) => `'${example}'`).join(",  or ");
  return (text) => {
    if (text.length > longest) return `must be no more than ${longest} characters`;
    if (whole.test(text)) return undefined;
    return `${rule} (e.g. ${shown}, regex used for validation is '${pattern}')`;
  };
}

import { isObject, isUnknown } from "../../values";
import { requireUnique, type Field } from "../field";
import { dns1035Label, dnsLabel, dnsSubdomain, qualifiedName } from "./formats";

/** A CustomResourceDefinition: names that fit together, one storage version, structural schemas. */
export function checkCustomResourceDefinition(root: Field): void {
  const spec = root.field("spec");
  const group = spec.field("group");
  const plural = spec.at("names", "plural");
  group.matches(dnsSubdomain);
  if (group.text !== undefined && group.text !== "" && !group.text.includes(".")) {
    group.invalid("should be a domain with at least one dot");
  }
  plural.matches(dns1035Label);
  spec.at("names", "kind").matches((kind) => dns1035Label(kind.toLowerCase()));
  const name = root.at("metadata", "name");
  if (
    plural.text &&
    group.text &&
    name.text !== undefined &&
    name.text !== `${plural.text}.${group.text}`
  ) {
    name.invalid(`must be spec.names.plural+"."+spec.group`);
  }
  const scope = spec.field("scope");
  if (scope.isSet) scope.oneOf(["Cluster", "Namespaced"]);
  const versions = spec.field("versions");
  const items = versions.items();
  requireUnique(items.map((version) => version.field("name")));
  if (
    items.length > 0 &&
    items.filter((version) => version.field("storage").value === true).length !== 1
  ) {
    versions.invalid("must have exactly one version marked as storage version");
  }
  for (const version of items) checkVersion(version);
}

function checkVersion(version: Field): void {
  version.field("name").matches(dns1035Label);
  const schema = version.at("schema", "openAPIV3Schema");
  if (version.object && !schema.isPresent) schema.missing();
  const type = schema.field("type");
  if (!schema.object) return;
  if (!type.isSet) type.require("must not be empty at the root");
  else if (type.text !== undefined && type.text !== "object") {
    type.invalid("must be object at the root");
  }
  checkStructural(schema);
}

/** Every value has a type, so that the server knows what to keep. */
function checkStructural(schema: Field): void {
  for (const [, property] of schema.field("properties").entries()) checkTyped(property);
  const items = schema.field("items");
  if (items.object) checkTyped(items);
  const values = schema.field("additionalProperties");
  if (values.object) checkTyped(values);
}

function checkTyped(schema: Field): void {
  const isOpen =
    schema.field("x-kubernetes-int-or-string").value === true ||
    schema.field("x-kubernetes-preserve-unknown-fields").value === true;
  if (schema.object && !isOpen && !schema.field("type").isSet) {
    schema.field("type").require("must not be empty for specified object fields");
  }
  checkStructural(schema);
}

export function checkAdmissionPolicy(root: Field): void {
  const spec = root.field("spec");
  const validations = spec.field("validations");
  if (!validations.isSet && !spec.field("auditAnnotations").isSet) {
    validations.require("validations or auditAnnotations must contain at least one item");
  }
  for (const validation of validations.items())
    validation.field("expression").require("expression is not specified");
  const match = spec.field("matchConstraints");
  if (spec.object && !match.isPresent) match.require();
  else if (match.object && !match.field("resourceRules").isSet)
    match.field("resourceRules").require();
  for (const rule of match.field("resourceRules").items()) checkWebhookRule(rule);
}

export function checkAdmissionBinding(root: Field): void {
  const spec = root.field("spec");
  spec.field("policyName").require();
  const actions = spec.field("validationActions");
  actions.require();
  requireUnique(actions.items());
}

export function checkWebhooks(root: Field): void {
  const webhooks = root.field("webhooks");
  requireUnique(webhooks.items().map((webhook) => webhook.field("name")));
  for (const webhook of webhooks.items()) {
    webhook
      .field("name")
      .matches((name) =>
        name.split(".").length < 3
          ? "should be a domain with at least three segments separated by dots"
          : dnsSubdomain(name),
      );
    const effects = webhook.field("sideEffects");
    if (effects.isSet) effects.oneOf(["None", "NoneOnDryRun"]);
    const client = webhook.field("clientConfig");
    const hasUrl = client.field("url").isPresent;
    if (client.object && hasUrl === client.field("service").isPresent) {
      client.require("exactly one of url or service is required");
    }
    const timeout = webhook.field("timeoutSeconds");
    if (timeout.number !== undefined && (timeout.number < 1 || timeout.number > 30)) {
      timeout.invalid("the timeout value must be between 1 and 30 seconds");
    }
    for (const rule of webhook.field("rules").items()) checkWebhookRule(rule);
  }
}

function checkWebhookRule(rule: Field): void {
  if (!rule.object) return;
  for (const list of ["apiGroups", "apiVersions", "operations", "resources"]) {
    rule.field(list).require();
  }
}

export function checkPriorityClass(root: Field): void {
  const value = root.field("value");
  const name = root.at("metadata", "name");
  if ((name.text ?? "").startsWith("system-")) {
    name.forbidden("priority class names with 'system-' prefix are reserved for system use only");
  }
  if (value.number !== undefined && value.number > 1_000_000_000) {
    value.forbidden("maximum allowed value of a user defined priority is 1000000000");
  }
}

export function checkRuntimeClass(root: Field): void {
  root.field("handler").matches(dnsLabel);
}

export function checkApiService(root: Field): void {
  const { text: group } = root.at("spec", "group");
  const { text: version } = root.at("spec", "version");
  const name = root.at("metadata", "name");
  if (
    name.text !== undefined &&
    group !== undefined &&
    version !== undefined &&
    name.text !== `${version}.${group}`
  ) {
    name.invalid('must be `spec.version+"."+spec.group`');
  }
}

export function checkNode(root: Field): void {
  for (const taint of root.at("spec", "taints").items()) {
    taint.field("key").matches(qualifiedName);
  }
}

export function checkEndpointSlice(root: Field): void {
  root.field("addressType").oneOf(["IPv4", "IPv6", "FQDN"]);
  for (const endpoint of root.field("endpoints").items()) {
    const addresses = endpoint.field("addresses");
    if (isObject(endpoint.value) && !isUnknown(addresses.value)) {
      addresses.require("must contain at least 1 address");
    }
  }
}

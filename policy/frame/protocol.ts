import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { ConfigProperties } from "./config-schema";
import { announcedLevel, type Given } from "./configuration";
import type { ResourceType } from "./inputs";
import type { Finding } from "./findings";
import type { Remediation } from "./judge";
import type { Pack } from "./pack";
import { openProperties, patchProperties, type Properties } from "./properties";
import type { Resource, Stack, StackResource } from "./resource";
import type { AnyRule, Level, Severity } from "./rule";
import { settingsName, settingsSchema } from "./settings";
import { createStack } from "./stack";
import { guard, guardOutputs } from "./unknown";

const enforcement: Record<Level, proto.EnforcementLevel> = {
  advisory: proto.EnforcementLevel.ADVISORY,
  mandatory: proto.EnforcementLevel.MANDATORY,
  remediate: proto.EnforcementLevel.REMEDIATE,
  disabled: proto.EnforcementLevel.DISABLED,
};

const severities: Record<Severity, proto.PolicySeverity> = {
  low: proto.PolicySeverity.POLICY_SEVERITY_LOW,
  medium: proto.PolicySeverity.POLICY_SEVERITY_MEDIUM,
  high: proto.PolicySeverity.POLICY_SEVERITY_HIGH,
  critical: proto.PolicySeverity.POLICY_SEVERITY_CRITICAL,
};

/** The description of the pack that the engine reads when it loads the pack. */
export function analyzerInfo(pack: Pack): proto.AnalyzerInfo {
  return new proto.AnalyzerInfo()
    .setName(pack.name)
    .setVersion(pack.version)
    .setDescription(pack.description)
    .setProvider("aws")
    .setSupportsconfig(true)
    .setPoliciesList([settingsInfo(), ...pack.rules.map(policyInfo)]);
}

function settingsInfo(): proto.PolicyInfo {
  return new proto.PolicyInfo()
    .setName(settingsName)
    .setDescription(
      "The pack's own settings: levels and exemptions. Reports unused exemptions and resources that are not checked.",
    )
    .setEnforcementlevel(enforcement.advisory)
    .setPolicyType(proto.PolicyType.POLICY_TYPE_STACK)
    .setConfigschema(announcedSchema(settingsSchema));
}

function policyInfo(rule: AnyRule): proto.PolicyInfo {
  const info = new proto.PolicyInfo()
    .setName(rule.id)
    .setDescription(rule.description)
    .setEnforcementlevel(enforcement[announcedLevel])
    .setPolicyType(
      rule.check ? proto.PolicyType.POLICY_TYPE_RESOURCE : proto.PolicyType.POLICY_TYPE_STACK,
    )
    .setSeverity(severities[rule.severity])
    .setTagsList([rule.area])
    .setRemediationSteps(rule.fix)
    .setUrl(rule.links[0] ?? "");
  return rule.config ? info.setConfigschema(announcedSchema(rule.config)) : info;
}

/** Types, descriptions and defaults only: the pack itself checks the rest, with better messages. */
function announcedSchema(properties: ConfigProperties): proto.PolicyConfigSchema {
  const announced = Object.entries(properties).map(([name, property]) => [
    name,
    {
      type: property.type,
      description: property.description,
      default: property.default as unknown,
    },
  ]);
  return new proto.PolicyConfigSchema().setProperties(
    Struct.fromJavaScript(Object.fromEntries(announced) as StructInput),
  );
}

type StructInput = Parameters<typeof Struct.fromJavaScript>[0];

/** The configuration that the engine sends, with the defaults filled in. */
export function givenConfiguration(request: proto.ConfigureAnalyzerRequest): Record<string, Given> {
  const level = new Map(Object.entries(enforcement).map(([name, code]) => [code, name as Level]));
  const given: Record<string, Given> = {};
  for (const [name, config] of request.getPolicyconfigMap().entries()) {
    given[name] = {
      level: level.get(config.getEnforcementlevel()),
      properties: config.getProperties()?.toJavaScript() ?? {},
    };
  }
  return given;
}

/** A finding in the form of the protocol, without secret texts. */
export function diagnostic(
  pack: Pack,
  finding: Finding,
  redact: (text: string) => string,
): proto.AnalyzeDiagnostic {
  const message = redact(finding.message);
  return new proto.AnalyzeDiagnostic()
    .setPolicyname(finding.rule)
    .setPolicypackname(pack.name)
    .setPolicypackversion(pack.version)
    .setDescription(message)
    .setMessage(message)
    .setEnforcementlevel(enforcement[finding.level])
    .setSeverity(severities[finding.severity])
    .setUrn(finding.urn ?? "");
}

/** The rules that do not apply to a resource type, computed once per type. */
export function notApplicable(
  rules: readonly AnyRule[],
): (type: string) => proto.PolicyNotApplicable[] {
  const lists = new Map<string, proto.PolicyNotApplicable[]>();
  return (type) => {
    const list =
      lists.get(type) ??
      rules
        .filter((rule) => rule.check && !rule.types.includes(type as ResourceType))
        .map((rule) => new proto.PolicyNotApplicable().setPolicyName(rule.id));
    lists.set(type, list);
    return list;
  };
}

/**
 * A resource before its creation. Its properties are read when a rule first uses them.
 *
 * @param keepNotes See {@link openProperties}.
 */
export function readResource(
  request: proto.AnalyzeRequest,
  keepNotes = false,
): {
  resource: Resource;
  /** Removes the resource's secrets from a message. */
  redact: (text: string) => string;
} {
  const open = once(() => openProperties(request.getProperties(), keepNotes));
  const common = { type: request.getType(), urn: request.getUrn(), name: request.getName() };
  return {
    resource: withProps(common, () => guard(open().props)) as Resource,
    redact: (text) => redactor(open().secrets)(text),
  };
}

/**
 * The resources of a stack. The properties of each are read when a rule first uses them.
 *
 * @param inputs The inputs of resources by URN. They stand in for the outputs of a provider that is
 * not configured yet and returns nothing, such as that of a new cluster's objects during preview.
 */
export function readStack(
  request: proto.AnalyzeStackRequest,
  inputs: ReadonlyMap<string, Struct>,
): {
  stack: Stack;
  redact: (text: string) => string;
} {
  const secrets: string[] = [];
  const resources = request.getResourcesList().map((resource) => {
    const common = {
      type: resource.getType(),
      urn: resource.getUrn(),
      name: resource.getName(),
      parent: resource.getParent() || undefined,
      dependencies: resource.getDependenciesList(),
      propertyDependencies: readDependencies(resource),
    };
    return withProps(common, () => {
      const outputs = resource.getProperties();
      const isEmpty = !outputs || outputs.getFieldsMap().getLength() === 0;
      const opened = openProperties(isEmpty ? inputs.get(common.urn) : outputs);
      secrets.push(...opened.secrets);
      if (isEmpty) return guard(opened.props);
      return guardOutputs(opened.props, (property) => property in common.propertyDependencies);
    });
  });
  return {
    stack: createStack(resources as unknown as StackResource[]),
    redact: (text) => redactor(secrets)(text),
  };
}

function readDependencies(resource: proto.AnalyzerResource): Record<string, string[]> {
  const entries = [...resource.getPropertydependenciesMap().entries()];
  return Object.fromEntries(entries.map(([name, urns]) => [name, urns.getUrnsList()]));
}

function withProps<T extends object>(common: T, read: () => Properties): T & { props: Properties } {
  const props = once(read);
  return Object.defineProperty(common, "props", { get: props }) as T & { props: Properties };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** The answer to a request for remediation. Each remediation builds on the one before it. */
export function remediationsOf(
  pack: Pack,
  request: proto.AnalyzeRequest,
  remediations: readonly Remediation[],
): proto.Remediation[] {
  let properties = (request.getProperties()?.toJavaScript() ?? {}) as Properties;
  return remediations.map(({ rule, patch, failure }) => {
    const answer = new proto.Remediation()
      .setPolicyname(rule.id)
      .setPolicypackname(pack.name)
      .setPolicypackversion(pack.version)
      .setDescription(rule.description);
    if (failure !== undefined) return answer.setDiagnostic(failure);
    properties = patchProperties(properties, patch);
    return answer.setProperties(Struct.fromJavaScript(properties as StructInput));
  });
}

/** Shorter texts are not replaced, because that would garble every message. */
const shortestSecret = 4;

function redactor(secrets: readonly string[]): (text: string) => string {
  const hidden = secrets.filter(({ length }) => length >= shortestSecret);
  return (text) => hidden.reduce((shown, secret) => shown.replaceAll(secret, "[secret]"), text);
}

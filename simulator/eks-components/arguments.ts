import { InputPropertiesError, InputPropertyError, type Inputs } from "@pulumi/pulumi";

/** What a component does with each of its arguments: uses it, or nothing, for this reason. */
export type ArgumentTable<Args> = Record<keyof Args, true | { refused: string }>;

/**
 * Refuses arguments that are not the component's, and those that the local cloud does nothing with.
 *
 * @throws InputPropertiesError naming each
 */
export function requireSupported<Args>(
  component: string,
  args: Inputs,
  table: ArgumentTable<Args>,
): void {
  const known = table as Record<string, true | { refused: string } | undefined>;
  const errors = Object.keys(args)
    .filter((name) => args[name] !== undefined)
    .flatMap((name) => {
      const use = known[name];
      if (use === true) return [];
      const reason = use?.refused ?? `${component} has no such argument`;
      return [{ propertyPath: name, reason }];
    });
  if (errors.length === 0) return;
  throw new InputPropertiesError({
    message: `${component} cannot be made in the local cloud`,
    errors,
  });
}

/** @throws InputPropertyError where more than one of these arguments is given */
export function requireOne(args: Inputs, ...names: string[]): void {
  const given = names.filter((name) => args[name] !== undefined && args[name] !== false);
  if (given.length < 2) return;
  throw new InputPropertyError({
    propertyPath: given[0] ?? "",
    reason: `${given.join(" and ")} exclude one another: give one of them`,
  });
}

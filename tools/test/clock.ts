import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { ToolContext } from "../common/context";
import { debianRecipe } from "../common/debian";
import { install, type Recipe } from "../common/install";

/** libfaketime, which changes the date of a process and its children. */
export const clockRecipe: Recipe = {
  ...debianRecipe({
    name: "faketime",
    title: "libfaketime",
    packages: ["faketime", "libfaketime"],
    programs: ["usr/bin/faketime"],
    check: { args: ["--version"], prints: "faketime" },
  }),
  // The program of a system would search for its library outside of the installation.
  system: [],
};

/**
 * Variables that move the clock of Node.js and of other programs that use the C library. Programs in Go use the kernel
 * and keep the real clock, which is not a problem: the engine does not read the date.
 *
 * @param moment In the format of libfaketime: `@2031-01-01 12:00:00`, or `+365d`.
 */
export async function movedClock(
  moment: string,
  context: ToolContext,
): Promise<Record<string, string>> {
  const folder = await install(clockRecipe, context);
  const libraries = join(folder, "usr/lib");
  const [machine] = readdirSync(libraries).filter((name) => name.includes("-linux-"));
  return {
    LD_PRELOAD: join(libraries, machine ?? "", "faketime/libfaketimeMT.so.1"),
    FAKETIME: moment,
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
    // Locks compare the times of files with the clock.
    NO_FAKE_STAT: "1",
  };
}

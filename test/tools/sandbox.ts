import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ToolContext } from "../../tools/common/context";
import { silentProgress } from "../../tools/common/progress";

/** A folder with a separate cache, PATH and home, where fake programs replace real ones. */
export interface Sandbox {
  folder: string;
  /** The only folder on the PATH. */
  bin: string;
  context: ToolContext;
  /** Puts a shell script on the PATH (or at another place) and returns its path. */
  program(name: string, script: string, folder?: string): string;
  remove(): void;
}

/** Makes a sandbox with an empty PATH. */
export function sandbox(): Sandbox {
  const folder = mkdtempSync(join(tmpdir(), "eks-scenarios-test-"));
  const bin = join(folder, "bin");
  const home = join(folder, "home");
  for (const each of [bin, home]) mkdirSync(each);
  return {
    folder,
    bin,
    context: {
      cache: join(folder, "cache"),
      env: { PATH: bin, HOME: home },
      progress: silentProgress,
    },
    program(name, script, place = bin) {
      mkdirSync(place, { recursive: true });
      const file = join(place, name);
      writeFileSync(file, `#!/bin/sh\nPATH=/usr/bin:/bin\n${script}\n`, { mode: 0o755 });
      return file;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A pulumi that answers `pulumi version`. */
export function fakePulumi(version: string): string {
  return `echo v${version}`;
}

/**
 * A Go that "builds" a program which prints the text that every check expects, and writes a line to
 * `$HOME/builds` for each build.
 *
 * @param before script that runs before a build
 */
export function fakeGo({ version = "1.26.3", before = "" } = {}): string {
  return `
case "$1" in
  version) echo "go version go${version} linux/amd64" ;;
  list) echo fmt; echo os ;;
  build)
    echo build >> "$HOME/builds"
    ${before}
    while [ "$1" != -o ]; do shift; done
    printf '#!/bin/sh\\necho 3.258.0 -typescript\\n' > "$2"
    chmod +x "$2" ;;
esac`;
}

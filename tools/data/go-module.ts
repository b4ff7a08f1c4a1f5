import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/**
 * The folder with the sources of a published Go module, downloaded into Go's module cache.
 *
 * @example await goModule("github.com/aws/amazon-vpc-cni-k8s", "v1.23.2")
 * @throws Error if Go is missing or the module proxy does not serve the version.
 */
export async function goModule(path: string, version: string): Promise<string> {
  // Outside of any module, so that no go.mod affects versions.
  const cwd = await mkdtemp(join(tmpdir(), "go-module-"));
  try {
    const args = ["mod", "download", "-json", `${path}@${version}`];
    const { stdout } = await promisify(execFile)("go", args, { cwd, timeout: 300_000 });
    return (JSON.parse(stdout) as { Dir: string }).Dir;
  } catch (error) {
    throw new Error(`go mod download ${path}@${version} failed. Is Go on the PATH?`, {
      cause: error,
    });
  } finally {
    await rm(cwd, { recursive: true });
  }
}

import { join } from "node:path";
import { debianRecipe } from "../common/debian";
import { goRecipe } from "../common/go-program";
import { pythonRecipe } from "../common/python";

/** The Kubernetes API server without controllers: it checks and stores objects, and none becomes ready. */
export const apiServerRecipe = goRecipe({
  name: "kube-apiserver",
  title: "Kubernetes API server",
  modules: join(__dirname, "go", "kube-apiserver"),
  package: "k8s.io/kubernetes/cmd/kube-apiserver",
  module: "k8s.io/kubernetes",
  program: "kube-apiserver",
  variables: (version) => ({ "k8s.io/component-base/version.gitVersion": `v${version}` }),
  space: 5,
  check: (version) => ({ args: ["--version"], prints: `Kubernetes v${version}` }),
});

/** The store of the Kubernetes API server. */
export const etcdRecipe = goRecipe({
  name: "etcd",
  title: "etcd",
  modules: join(__dirname, "go", "etcd"),
  package: "go.etcd.io/etcd/server/v3",
  module: "go.etcd.io/etcd/server/v3",
  program: "etcd",
  space: 2,
  check: (version) => ({ args: ["--version"], prints: `etcd Version: ${version}` }),
});

/** moto, a server with the APIs of many AWS services. */
export const motoRecipe = pythonRecipe({
  name: "moto",
  title: "moto",
  requirements: join(__dirname, "moto-requirements.txt"),
  package: "moto",
  python: "3.10",
  space: 1,
  check: (version) => ({
    args: ["-c", "import moto.server; print('moto', moto.__version__)"],
    prints: `moto ${version}`,
  }),
});

/** BIND, the DNS server. */
export const bindRecipe = debianRecipe({
  name: "bind",
  title: "BIND",
  packages: ["bind9", "bind9-utils", "bind9-libs"],
  programs: ["usr/bin/named-checkconf", "usr/sbin/named"],
  check: { args: ["-v"], prints: "9." },
});

/** dnsmasq, the DNS forwarder. */
export const dnsmasqRecipe = debianRecipe({
  name: "dnsmasq",
  title: "dnsmasq",
  packages: ["dnsmasq-base"],
  programs: ["usr/sbin/dnsmasq"],
  check: { args: ["--version"], prints: "Dnsmasq version 2." },
});

/** Unbound, the DNS resolver. */
export const unboundRecipe = debianRecipe({
  name: "unbound",
  title: "Unbound",
  packages: ["unbound"],
  programs: ["usr/sbin/unbound", "usr/sbin/unbound-checkconf"],
  check: { args: ["-V"], prints: "Version 1." },
});

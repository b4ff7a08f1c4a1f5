// Starts the pack as a folder (`--policy-pack policy`) and as a program (`--policy-pack policy/pack`).
require("./load.js")("index");

#!/usr/bin/env bash
# Installs the packed npm package as another project would, with all its dependencies from the registry,
# and runs the example of docs/engine.md and the command line. It needs the network; no other test does.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cd "$root"
npm pack --silent --pack-destination "$folder" > /dev/null

cd "$folder"
npm init --yes > /dev/null
timeout 300 npm install --silent --omit=dev ./attest-fhir-*.tgz \
  || { echo "npm did not install the package"; exit 1; }

# From here on the Node that package.json asks for, and not whichever the machine has.
export PATH="$root/node_modules/.bin:$PATH"

# The blocks of the page, each from the line with its name to the end of the block.
block() { sed -n "/^$1\$/,/^\`\`\`\$/p" "$root/docs/engine.md" | sed '$d'; }
block '\/\/ assess.mjs' > assess.mjs
block '\/\/ record.mjs' > record.mjs
block 'Goal\/library: .*' > expected.txt
node assess.mjs | diff expected.txt - || { echo 'the engine says something else than docs/engine.md'; exit 1; }

attest=node_modules/.bin/attest
"$attest" --version
"$attest" assess "$root/test/cases/independent-travel/one-strong-session-claimed-as-achieved/resources.json" \
  --as-of 2026-03-25T12:00:00Z --format json > line.json
grep -q '"verdict":"overstated"' line.json || { echo 'the command line says something else'; exit 1; }
echo 'installed, and it works'

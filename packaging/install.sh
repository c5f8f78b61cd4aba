#!/usr/bin/env sh
# Installs 成果图谱 from the wheels beside this file; needs no network. Usage: sh install.sh [DIR]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${1:-"$PWD/chengguo"}
python=${PYTHON:-python3}
"$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
  echo "需要带 venv 模块的 Python 3.11 或更新版本；可写明 PYTHON=/路径/python3.12 sh install.sh" >&2
  exit 2
}
"$python" -m venv "$target"
"$target/bin/python" -m pip --disable-pip-version-check install --quiet --no-index --find-links "$here/wheels" ${EXTRA:+"chengguo[$EXTRA]"} chengguo
echo "已装好：$target/bin/kg ；试一试：$target/bin/python -m app.demo"

#!/usr/bin/env bash
# Builds mediasoup's media worker from the sources in its npm package against Debian's own
# libraries, for machines that reach npm and Debian but not GitHub.
#
#   build.sh MEDIASOUP_FOLDER BUILD_FOLDER OUT_FILE [JOBS]
#
# MEDIASOUP_FOLDER  an unpacked mediasoup package (node_modules/mediasoup)
# BUILD_FOLDER      an empty folder to work in; removed at the end, however it ends
# OUT_FILE          where the worker goes; it appears whole or not at all
# JOBS              how many compilers at once (as many as there are cores, unless said)
set -euo pipefail

recipe=$(cd "$(dirname "$0")" && pwd)
mediasoup=$(cd "$1" && pwd)
mkdir -p "$2"
build=$(cd "$2" && pwd)
out=$3
jobs=${4:-$(nproc)}
trap 'rm -rf "$build"' EXIT

cp -r "$mediasoup/worker" "$build/src"
# mediasoup's own subprojects are addresses at GitHub; ours find the libraries that Debian has.
rm -rf "$build/src/subprojects"
cp -r "$recipe/subprojects" "$build/src/subprojects"

# edit FILE LINE REPLACEMENT: must hit, or this mediasoup is one that nobody has looked at yet.
edit() {
  if ! grep --quiet --fixed-strings -- "$2" "$build/src/$1"; then
    echo "media-worker/build.sh: worker/$1 no longer holds: $2" >&2
    exit 1
  fi
  local from to
  from=$(printf '%s' "$2" | sed 's/[][\.*^$~]/\\&/g')
  to=$(printf '%s' "$3" | sed 's/[\&~]/\\&/g')
  sed -i "s~$from~$to~" "$build/src/$1"
}

# Debian 12 has meson 1.0.1, which is enough for what the file does.
edit meson.build \
  "meson_version: '>= 1.1.0'" \
  "meson_version: '>= 1.0.0'"
# meson 1.0 finds a dependency of a plain subproject folder only by naming the subproject.
edit meson.build \
  "= dependency('unordered_dense')" \
  "= subproject('unordered-dense').get_variable('ankerl_unordered_dense_dep')"
# The BIO callback must hand back the result of the operation it was called after. As written it does
# so for none, as that call carries the operation's own bits too, and answers 1 to every control call:
# Debian's OpenSSL is built with kernel TLS, reads the 1 as "kernel TLS is on" and writes through a
# null buffer (SIGSEGV in do_dtls1_write) in the first handshake.
edit src/RTC/DtlsTransport.cpp \
  '(operationType == BIO_CB_RETURN)' \
  '(operationType & BIO_CB_RETURN)'

meson setup --buildtype release -Db_ndebug=true --wrap-mode nodownload "$build/out" "$build/src"
ninja -C "$build/out" -j "$jobs" mediasoup-worker
strip "$build/out/mediasoup-worker"

mkdir -p "$(dirname "$out")"
install -m 755 "$build/out/mediasoup-worker" "$out.part"
mv "$out.part" "$out"

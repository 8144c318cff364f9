#!/usr/bin/env bash
# Makes a folder and a .deb of the edge node with a runtime of its own, for the kind of machine that this runs on.
#
#   package.sh LIBRARIES OUT VERSION
#
# JAVA_HOME is the JDK that the runtime is cut from.
set -euo pipefail
libraries=$1 out=$2 version=$3
here=$(cd "$(dirname "$0")" && pwd)
modules=java.base,java.desktop,java.logging,java.management,java.naming,java.net.http,java.sql,java.xml,jdk.crypto.ec,jdk.management,jdk.unsupported
tree=$out/domovoy-edge
rm -rf "$tree"
mkdir -p "$tree/opt/domovoy-edge/bin" "$tree/opt/domovoy-edge/lib" "$tree/lib/systemd/system" "$tree/etc/domovoy" "$tree/DEBIAN"
cp "$libraries"/*.jar "$tree/opt/domovoy-edge/lib/"
"$JAVA_HOME/bin/jlink" --add-modules "$modules" --strip-debug --no-header-files --no-man-pages --compress zip-6 \
  --output "$tree/opt/domovoy-edge/runtime"
install -m 755 "$here/domovoy-edge" "$tree/opt/domovoy-edge/bin/"
install -m 644 "$here/domovoy-edge.service" "$tree/lib/systemd/system/"
install -m 644 "$here/edge.yaml" "$tree/etc/domovoy/"
install -m 755 "$here/postinst" "$tree/DEBIAN/"
echo /etc/domovoy/edge.yaml >"$tree/DEBIAN/conffiles"
case $(uname -m) in
  x86_64) machine=amd64 ;;
  aarch64) machine=arm64 ;;
  *) echo "a package is made on amd64 or arm64, not on $(uname -m)" >&2 && exit 1 ;;
esac
cat >"$tree/DEBIAN/control" <<TEXT
Package: domovoy-edge
Version: $version
Architecture: $machine
Maintainer: Domovoy
Depends: libc6
Suggests: avrdude
Section: misc
Priority: optional
Description: Domovoy edge node
 Drives the devices that are wired to this machine, keeps them safe alone,
 takes commands from the controller and sends readings to the collector.
TEXT
echo "$tree"
if command -v dpkg-deb >/dev/null; then
  dpkg-deb --root-owner-group --build "$tree" "$out/domovoy-edge_${version}_$machine.deb" >/dev/null
  echo "$out/domovoy-edge_${version}_$machine.deb"
fi

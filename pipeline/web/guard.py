"""Which addresses may be connected to: the public internet, and what EMCIP_ALLOW_PRIVATE names.

The verdict is asked for twice: on what a name resolves to, and again on the address of each socket before it
connects, so that a name which resolves differently the second time gains nothing.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# Refused besides what is not global: relays into the v4 net, and IPv6 forms that carry an IPv4 address inside.
# No site publishes the latter; a network behind NAT64 can be let through by name.
_NOT_PUBLIC: tuple[Network, ...] = tuple(
    ipaddress.ip_network(network)
    for network in (
        "192.0.0.0/24",  # protocol assignments; some clouds keep metadata there
        "192.88.99.0/24",  # 6to4 relays
        "168.63.129.16/32",  # the metadata service of Azure, a public address
        "::/96",  # IPv4-compatible
        "::ffff:0:0/96",  # IPv4-mapped
        "::ffff:0:0:0/96",  # IPv4-translated
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",  # NAT64 of local use
        "2001::/23",  # Teredo, ORCHID and other assignments of the protocols themselves
        "2001:db8::/32",
        "2002::/16",  # 6to4
        "fec0::/10",  # site-local, retired
        "5f00::/16",
        "100::/64",
    )
)
# a name on the allow list reaches private addresses, but these only where the list names the network itself
_BY_NETWORK_ONLY = "link_local", "multicast", "unspecified"

# Web servers that readers use stand on these; other ports below are mail, shells and databases.
WEB_PORTS = frozenset(
    {80, 81, 443, 591, 2082, 2083, 2095, 2096, 3000, 5000, 8000, 8008, 8080, 8081, 8088, 8443, 8888, 9443}
)


@dataclass(frozen=True)
class Refusal:
    """``reason`` is what the ledger counts: ``private_address`` or ``bad_port``."""

    reason: str
    message: str


class AddressRefused(OSError):
    """Raised inside the resolver and the socket factory, where only an OSError passes as it is."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


class Guard:
    """The allow list of one client: host names, ``*.suffix`` patterns, addresses, CIDR networks."""

    def __init__(self, allow: Iterable[str] = ()) -> None:
        self._names: set[str] = set()
        self._suffixes: list[str] = []
        self._networks: list[Network] = []
        for entry in allow:
            self._add(entry.strip().lower())

    def _add(self, entry: str) -> None:
        try:
            self._networks.append(ipaddress.ip_network(entry.strip("[]"), strict=False))
            return
        except ValueError:
            pass
        if entry.startswith("*."):
            self._suffixes.append(entry[1:])
        elif entry:
            self._names.add(entry.rsplit(":", 1)[0] if entry.rpartition(":")[2].isdigit() else entry)

    def refusal(self, address: str, host: str, port: int | None = None) -> Refusal | None:
        """Why ``address``, to which ``host`` leads, is not connected to; None if it may be."""
        try:
            ip = ipaddress.ip_address(address.split("%", 1)[0].strip("[]"))
        except ValueError:
            return Refusal("private_address", f"{address!r} is not an address")
        if any(ip in network for network in self._networks if network.version == ip.version):
            return None
        named = self._named(host)
        kind = self._kind(ip)
        if kind is not None and not (named and kind not in _BY_NETWORK_ONLY):
            where = f"{ip}" if host.strip("[]") in (address, str(ip)) else f"{host} leads to {ip}, which"
            return Refusal("private_address", f"{where} is not a public address ({kind.replace('_', '-')})")
        if port is not None and port not in WEB_PORTS and not named:
            return Refusal("bad_port", f"port {port} of {host} is not one on which web sites are served")
        return None

    def _named(self, host: str) -> bool:
        host = host.lower().rstrip(".")
        return host in self._names or any(host.endswith(suffix) for suffix in self._suffixes)

    @staticmethod
    def _kind(ip: Address) -> str | None:
        """What makes an address not public; None for a public one."""
        if ip.is_unspecified:
            return "unspecified"
        if ip.is_loopback:
            return "loopback"
        if ip.is_link_local:
            return "link_local"
        if ip.is_multicast:
            return "multicast"
        if any(ip in network for network in _NOT_PUBLIC if network.version == ip.version):
            return "reserved"
        return None if ip.is_global else "private"


def loopback_name(host: str) -> bool:
    """``localhost`` and ``*.localhost``, which RFC 6761 keeps on this machine."""
    host = host.lower().rstrip(".")
    return host == "localhost" or host.endswith(".localhost")

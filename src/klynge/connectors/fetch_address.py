"""Where a program of ours may connect to: named hosts over https, at public addresses only.

A feed or a redirect that points inwards would make this machine ask its own network on somebody else's behalf. So the name is
looked up once, all its addresses are checked, and the connection goes to the checked address and not to the name: a name that
changes its address between the look-up and the connection gains nothing.
"""

import ipaddress
import socket
from collections.abc import Callable, Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from klynge.core.errors import Unavailable, Wrong

Resolve = Callable[[str], list[str]]

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Target:
    """A checked address: connect to `address`, speak as to `host`, ask for `path`."""

    host: str
    address: str
    path: str


def target(url: str, hosts: Collection[str], resolve: Resolve) -> Target:
    """The place behind `url`. Raises Wrong when it may not be asked, Unavailable when the name has no address now."""
    if not url.isascii() or len(url) > _LONGEST or any(ord(sign) <= 32 or ord(sign) == 127 or sign == "\\" for sign in url):
        raise Wrong(
            "The address %(url)s holds characters that no address has. Nothing was asked.", where="url", url=ascii(url[:100])
        )
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Wrong("The address %(url)s cannot be read. Nothing was asked.", where="url", url=url[:100]) from None
    host = parts.hostname or ""
    if parts.scheme != "https":
        raise Wrong("The address %(url)s is not https. Nothing was asked.", where="url", url=url[:100])
    if parts.username is not None or parts.password is not None or port not in (None, 443):
        raise Wrong("The address of %(host)s names a user or a port of its own. Nothing was asked.", where="url", host=host)
    if host not in hosts:
        raise Wrong("%(host)s is none of this source's hosts. Nothing was asked.", where="url", host=host)
    addresses = resolve(host)
    if not addresses:
        raise Unavailable("%(host)s has no address now. Try again later.", host=host)
    for address in addresses:
        if not is_public(address):
            raise Wrong("%(host)s leads to an inner address. Nothing was asked.", where="url", host=host)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(host, addresses[0], path)


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open internet, also when it is wrapped: mapped, 6to4, Teredo or NAT64."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
        if found.ipv4_mapped is not None:
            return is_public(str(found.ipv4_mapped))
        wrapped = [found.sixtofour, *(found.teredo or ())]
        if any(inner is not None and not is_public(str(inner)) for inner in wrapped):
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved


def looked_up(host: str) -> list[str]:
    """All addresses of `host` as the system knows them; [] when it knows none."""
    try:
        found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    except OSError:
        return []
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))

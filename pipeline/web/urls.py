"""The one spelling of a URL by which an article is known, and the joining of links to their page.

What is made equal: the case of scheme and host, IDN spellings, the ways to write an IP address, default ports, dot
segments, percent-encodings of the same character, tracking parameters and session ids, fragments (not ``#!``); and
slips that browsers or editors never notice (``http:/host``, ``http://http://host``). What stays apart: hosts, the case
of paths, trailing and doubled slashes, the order of what is left of the query, and *http* from *https*: each is
asked for as it was written, and the crawl files a page that it knows under the other as a duplicate.
"""

from __future__ import annotations

import functools
import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

import idna

DEFAULT_PORTS = {"http": 80, "https": 443}
MAX_URL_LENGTH = 4_000

_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PATH = _UNRESERVED | frozenset("!$&'()*+,;=:@/")
_QUERY = _PATH | frozenset("?")
# what goes over the wire as it was written, besides
_SENT_PATH, _SENT_QUERY = _PATH | frozenset("[]|^"), _QUERY | frozenset("[]|^")
_ESCAPE_OR_CHARACTER = re.compile(r"%[0-9A-Fa-f]{2}|.", re.DOTALL)
_CONTROLS = re.compile(r"[\t\r\n]+")  # which browsers drop wherever they stand
_NOT_IN_HOSTS = re.compile(r"[\x00-\x20\x7f/?#@:\\%<>\[\]^|\"`{}]")
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")
_SCHEME_SLIP = re.compile(r"^(https?):/{0,2}(?!/)(?:https?:?//+){0,9}", re.IGNORECASE)
_TRIMMED = "".join(map(chr, range(0x21))) + "\u00a0\u200b\ufeff"
_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:")

# parameters that say who sent the reader, by prefix and by name; compared in lower case
_TRACKING_PREFIXES = (
    "utm_",
    "mtm_",
    "piwik_",
    "matomo_",
    "hsa_",
    "aspsessionid",
    "__hs",
    "_hs",
    "wt.",
    "guce_",
    "bicm",
)
_TRACKING_NAMES = """
    fbclid gclid gclsrc dclid gbraid wbraid yclid ysclid ymclid _openstat msclkid twclid ttclid tblci igshid igsh
    li_fat_id epik mc_cid mc_eid mkt_tok hsctatracking vero_id vero_conv oly_enc_id oly_anon_id wickedid s_cid
    srsltid _ga _gl _ke spm xtor wt_mc wt_zmc cmpid ocid icid ito fb_action_ids fb_action_types fb_ref fb_source
    gad_source gad_campaignid _branch_match_id _branch_referrer mibextid dicbo tbclid rdt_cid sccid s_kwcid ef_id
    guccounter elqtrackid wprov smid action_object_map action_ref_map action_type_map
    __twitter_impression ref_src ref_url soc_src soc_trk rb_clickid trk_contact trk_msg trk_module
    phpsessid jsessionid sessionid session_id cfid cftoken zenid oscsid
"""
# these begin as content keys of other sites do: only these names of them are tracking
_AMBIGUOUS_NAMES = """
    at_medium at_campaign at_campaign_type at_custom1 at_custom2 at_custom3 at_custom4 at_link_id at_link_origin
    at_link_type at_ptr_name at_bbc_team at_format at_variant at_recipient_id at_send_date at_creation at_platform
    at_network ns_mchannel ns_source ns_campaign ns_linkname ns_fee ns_ingress_channel
    pk_campaign pk_kwd pk_keyword pk_source pk_medium pk_content pk_cid
"""
_TRACKING = frozenset(_TRACKING_NAMES.split()) | frozenset(_AMBIGUOUS_NAMES.split())
_SESSION_IN_PATH = re.compile(
    r";(?:jsessionid|phpsessid|cfid|cftoken)=[^/;]*|/\([Ss]\([A-Za-z0-9]{20,26}\)\)(?=/|$)", re.I
)


@dataclass(frozen=True)
class _Parts:
    scheme: str
    host: str
    authority: str  # the host, and the port where it is not the default one
    path: str
    query: str | None
    fragment: str
    credentials: bool

    def spelled(self, path: str, query: str | None, fragment: str) -> str:
        """The URL with another path, query and fragment."""
        asked = "" if query is None else f"?{query}"
        return f"{self.scheme}://{self.authority}{path or '/'}{asked}{fragment}"


def canonical_url(url: str) -> str:
    """The canonical spelling of an http or https URL; canonical spellings are left as they are.

    Raises ValueError for anything that is not one (:func:`resolve` gives None instead).
    """
    parts = _split(url)
    path = _percent(parts.path, _PATH)
    while (shorter := _SESSION_IN_PATH.sub("", path)) != path:
        path = shorter
    kept = [piece for piece in _percent(parts.query or "", _QUERY).split("&") if piece and not _is_tracking(piece)]
    fragment = "#" + _percent(parts.fragment, _QUERY) if parts.fragment.startswith("!") else ""
    return parts.spelled(_without_dots(path), "&".join(kept) if kept else None, fragment)


def resolve(base: str, href: str) -> str | None:
    """The absolute URL that a link on the page ``base`` leads to, fit for a request; None if not http or https, or
    with a user name in it.

    The fragment stays only where it is part of the address (``#!``).
    """
    href = _CONTROLS.sub("", href.strip(_TRIMMED))
    if not href or href.startswith("#"):
        return None
    if (scheme := _SCHEME.match(href)) and scheme.group(0).lower() not in ("http:", "https:"):
        return None
    try:
        target = urljoin(base, _forward_slashes(href))
        return None if has_credentials(target) else request_url(target, keep_hashbang=True)
    except ValueError:
        return None


def request_url(url: str, *, keep_hashbang: bool = False) -> str:
    """The URL as it goes over the wire: host in ASCII, nothing unprintable, everything else as it was written.

    Raises ValueError when it is not an http or https URL with a host.
    """
    parts = _split(url)
    # "/public/../private" is "/private" to the server, so it must be so to robots.txt
    path = _without_dots(_percent(parts.path, _SENT_PATH, decode=False))
    query = None if parts.query is None else _percent(parts.query, _SENT_QUERY, decode=False)
    fragment = ""
    if keep_hashbang and parts.fragment.startswith("!"):
        fragment = "#" + _percent(parts.fragment, _QUERY, decode=False)
    return parts.spelled(path, query, fragment)


def host_key(url: str) -> str:
    """The name under which a host is paced: ``host``, or ``host:port`` where the port is not the default."""
    return _split(url).authority


def host_name(url: str) -> str:
    """The host alone, in ASCII and lower case; IPv6 addresses without their brackets."""
    return _split(url).host.strip("[]")


def has_credentials(url: str) -> bool:
    """Whether the URL carries a user name or a password."""
    return _split(url).credentials


@functools.lru_cache(maxsize=8_192)  # a fetch asks for the host of the same URL some ten times
def _split(url: str) -> _Parts:
    cleaned = _SCHEME_SLIP.sub(r"\1://", _forward_slashes(_CONTROLS.sub("", url.strip(_TRIMMED))))
    if len(cleaned) > MAX_URL_LENGTH:
        raise ValueError(f"the URL is longer than {MAX_URL_LENGTH} characters: {cleaned[:80]}…")
    parts = urlsplit(cleaned)
    scheme = parts.scheme.lower()
    if scheme not in DEFAULT_PORTS or not parts.hostname:
        raise ValueError(f"not an http or https URL with a host: {cleaned[:200]!r}")
    port = parts.port
    host = _ascii_host(parts.hostname)
    query = parts.query if parts.query or "?" in cleaned.split("#", 1)[0] else None
    return _Parts(
        scheme=scheme,
        host=host,
        authority=host if port in (None, DEFAULT_PORTS[scheme]) else f"{host}:{port}",
        path=parts.path,
        query=query,
        fragment=parts.fragment,
        credentials="@" in parts.netloc,
    )


def _forward_slashes(url: str) -> str:
    """Browsers read a backslash before the query as a slash, and so must whoever decides where a link leads."""
    end = min((at for at in (url.find("?"), url.find("#")) if at >= 0), default=len(url))
    return url[:end].replace("\\", "/") + url[end:]


def _ascii_host(host: str) -> str:
    if ":" in host:  # urlsplit has taken the brackets off an IPv6 address
        if "%" in host:
            raise ValueError(f"the host {host!r} names a network interface, which is nobody else's business")
        return f"[{ipaddress.IPv6Address(host).compressed}]"
    host = unquote(host)
    if not host.isascii():
        host = _international(host)
    host = host.lower().removesuffix(".")
    labels = host.split(".")
    if _NOT_IN_HOSTS.search(host) or not all(0 < len(label) < 64 for label in labels) or len(host) > 253:
        raise ValueError(f"the host {host[:300]!r} is not valid")
    return (_NUMBER.fullmatch(labels[-1]) and _ipv4(labels)) or host


def _international(host: str) -> str:
    """The host in ASCII, by IDNA 2008; symbols, which that forbids and browsers take, in Punycode all the same."""
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        try:
            labels = idna.uts46_remap(host, std3_rules=False).split(".")
            return ".".join(
                label if label.isascii() else f"xn--{label.encode('punycode').decode('ascii')}" for label in labels
            )
        except (idna.IDNAError, UnicodeError):
            raise ValueError(f"the host {host!r} is not a valid international name: {error}") from error


def _ipv4(labels: list[str]) -> str | None:
    """An IPv4 address as it is usually written: systems read ``127.1``, ``0x7f000001`` and ``0177.0.0.1`` as one."""
    try:
        parts = [int(label[2:] or "0", 16) if label.startswith("0x") else int(label, _base(label)) for label in labels]
    except ValueError:
        return None
    if len(parts) > 4 or any(part > 255 for part in parts[:-1]) or parts[-1] >= 256 ** (5 - len(parts)):
        return None
    number = parts[-1] + sum(part << 8 * (3 - place) for place, part in enumerate(parts[:-1]))
    return str(ipaddress.IPv4Address(number))


def _base(label: str) -> int:
    return 8 if len(label) > 1 and label.startswith("0") else 10


def _percent(text: str, safe: frozenset[str], *, decode: bool = True) -> str:
    """Percent-encode what may not stand bare; with ``decode``, spell escapes of unreserved characters plainly."""

    def spell(match: re.Match[str]) -> str:
        piece = match.group(0)
        if len(piece) == 3:
            if not decode:
                return piece
            character = chr(int(piece[1:], 16))
            return character if character in _UNRESERVED else piece.upper()
        return piece if piece in safe else "".join(f"%{byte:02X}" for byte in piece.encode("utf-8", "replace"))

    # most URLs need nothing, and a call per character costs more than all else that is done with them
    return text if safe.issuperset(text) else _ESCAPE_OR_CHARACTER.sub(spell, text)


def _without_dots(path: str) -> str:
    """RFC 3986 5.2.4, keeping doubled slashes and the trailing slash; an escaped dot is a dot."""
    if path.startswith("/") and "/." not in path and "/%2" not in path:  # nearly every path
        return path
    kept: list[str] = []
    segments = path.split("/")[1:] if path.startswith("/") else path.split("/")
    for number, segment in enumerate(segments):
        last = number == len(segments) - 1
        plain = segment.lower().replace("%2e", ".") if len(segment) < 7 else segment
        if plain in (".", ".."):
            if plain == ".." and kept:
                kept.pop()
            if last:
                kept.append("")
        else:
            kept.append(segment)
    return "/" + "/".join(kept)


def _is_tracking(piece: str) -> bool:
    name = piece.split("=", 1)[0].lower()
    if not name:  # a value of nothing
        return True
    while name.startswith("amp;"):  # a query that was HTML-escaped once too often
        name = name[4:]
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)

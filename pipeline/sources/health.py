"""The states of a source's health in words, each with what to do about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class HealthState:
    """``slug`` stands in ``sources.health``; ``well`` is False where somebody should look."""

    slug: str
    words: str
    remedy: str
    well: bool = False


_STATES = {
    state.slug: state
    for state in (
        HealthState("ok", "works", "nothing to do", well=True),
        HealthState("unknown", "has not been probed yet", "run the job probe_sources for it", well=True),
        HealthState(
            "robots_disallowed",
            "its robots.txt does not let us read what we need",
            "ask the publisher, name a feed that is allowed, or disable the source",
        ),
        HealthState(
            "robots_unreachable",
            "its robots.txt cannot be had, which forbids everything for now",
            "nothing to do at first: it is asked again; after days, tell the publisher",
        ),
        HealthState(
            "no_feed",
            "its home page names no feed and the usual addresses have none",
            "give a feed under 'feeds' in sources.yaml, or set 'kind: listing' or 'kind: sitemap'",
        ),
        HealthState(
            "not_a_feed",
            "what stands at its feed's address is no feed",
            "correct 'feeds' in sources.yaml, or leave it empty to have the feed discovered",
        ),
        HealthState(
            "not_a_sitemap",
            "what stands at its sitemap's address is no sitemap",
            "correct 'feeds' in sources.yaml, or leave it empty to have the sitemap of its robots.txt read",
        ),
        HealthState(
            "empty_feed", "its feed has no entries", "look at the feed; choose another if this one was given up"
        ),
        HealthState(
            "one_body",
            "it shows one and the same page under different addresses (a captcha, a login, an error, a bare frame)",
            "open the page that is named: if it asks for people, set EMCIP_CONTACT or ask the publisher; if it is an"
            " error or an empty frame, name another feed. Each crawl tries one page, and goes on once it is another",
        ),
        HealthState(
            "linkless_feed",
            "none of the entries of its feed links to a page",
            "name another feed of it in sources.yaml, or set 'kind: listing' to read its page instead",
        ),
        HealthState(
            "nothing_new",
            "it answers and has brought nothing new for longer than it ever pauses",
            "open its feed in a browser: name its new feed in sources.yaml, or disable it if it was given up",
        ),
        HealthState(
            "no_dates",
            "none of the items in its feed has a date",
            "name a feed with dates; until then dates are taken from the pages, and what is new is told late",
        ),
        HealthState(
            "mostly_walls",
            "its recent pages are mostly walls (paywall, login, captcha)",
            "look at a page of it; name a free section's feed, or disable the source",
        ),
        HealthState(
            "text_halved",
            "its texts have become half as long as they were",
            "look at a recent page: the layout may have changed, or only teasers are left to read",
        ),
        HealthState(
            "part_failing",
            "one of its feeds or sitemaps cannot be read, for a day or more; the others are",
            "correct the address that is named, or take it out of 'feeds' in sources.yaml; one that we found ourselves"
            " is left away by the next probe",
        ),
        HealthState(
            "moved",
            "its address has moved for good; it is polled at the new one",
            "put the new address into sources.yaml",
        ),
        HealthState(
            "nothing_found", "its page names no feed and links to no article", "name its feeds in sources.yaml"
        ),
        HealthState(
            "no_links",
            "its listing page shows no links to articles",
            "correct 'url' in sources.yaml; a page drawn by scripts alone needs a feed or a sitemap",
        ),
        HealthState("dns", "its name cannot be resolved", "check 'url' in sources.yaml; the domain may have lapsed"),
        HealthState("connection", "it takes no connection", "check that 'url' has the right scheme and port"),
        HealthState(
            "connection_refused",
            "its port is dead: nothing listens there any more",
            "try the other scheme (https or http) in 'url' and 'feeds'; if the site is gone, disable the source",
        ),
        HealthState(
            "timeout", "it does not answer in time", "nothing to do at first; raise EMCIP_FETCH_TIMEOUT if slow"
        ),
        HealthState(
            "tls", "its certificate cannot be trusted", "use the http address if it has one, or wait for renewal"
        ),
        HealthState("host_closed", "it asked to be left alone for a while", "nothing to do: it is asked again then"),
        HealthState(
            "private_address",
            "its name leads to a private address, which is not fetched",
            "correct 'url', or name the host in EMCIP_ALLOW_PRIVATE if it is yours",
        ),
        HealthState("bad_port", "its address has a port on which no web sites are served", "correct 'url' or 'feeds'"),
        HealthState("bad_scheme", "it leads to an address that is neither http nor https", "correct 'url' or 'feeds'"),
        HealthState("credentials", "its address carries a user name or password", "take them out of 'url' or 'feeds'"),
        HealthState("bad_url", "its address cannot be requested", "correct 'url' or 'feeds' in sources.yaml"),
        HealthState("too_many_redirects", "it redirects in a circle", "give the final address in sources.yaml"),
        HealthState("bad_redirect", "it redirects to something that is no web page", "give another address"),
        HealthState(
            "too_large", "what it sends is larger than the cap", "raise EMCIP_MAX_BODY_BYTES or name another feed"
        ),
        HealthState("bad_encoding", "what it sends cannot be unpacked", "tell the publisher, or name another feed"),
        HealthState("truncated", "what it sends breaks off", "nothing to do at first: it is asked again"),
        HealthState(
            "bad_answer", "it answers with something that is not HTTP", "check the scheme and port of its address"
        ),
        HealthState("not_a_page", "its address shows a file, not a page", "correct 'url' in sources.yaml"),
        HealthState(
            "http_304",
            "it says 'not modified' to who has nothing of it",
            "its cache is broken: tell the publisher, or name another address of the feed",
        ),
        HealthState("http_401", "it wants a login", "name a feed that is open, or disable the source"),
        HealthState("http_403", "it refuses us", "set EMCIP_CONTACT, ask the publisher, or name another feed"),
        HealthState("http_404", "its page is gone", "correct the address in sources.yaml"),
        HealthState("http_410", "its page is gone for good", "name another feed, or disable the source"),
        HealthState("http_429", "it says that we ask too often", "raise EMCIP_HOST_DELAY or the source's interval"),
        HealthState("http_451", "it may not show its page where we are", "crawl it from elsewhere, or disable it"),
    )
}


def health_state(slug: str) -> HealthState:
    """The state of a slug; those that nobody wrote down are named as they are."""
    if slug in _STATES:
        return _STATES[slug]
    if slug.startswith("http_5"):
        status = slug.removeprefix("http_")
        return HealthState(slug, f"its server answers with error {status}", "nothing to do at first: it is asked again")
    if slug.startswith("http_"):
        return HealthState(
            slug, f"it answers with status {slug.removeprefix('http_')}", "look at its address in a browser"
        )
    return HealthState(slug, slug.replace("_", " "), "look at its last error and probe it again")


def in_words(slug: str) -> str:
    """One line: what is wrong, and the remedy."""
    state = health_state(slug)
    return state.words if state.well else f"{state.words}; {state.remedy}"

"""What every answer says of itself: how long it holds, and that nothing in it is to be trusted."""

from collections.abc import Collection

import xxhash

from api.store.tables import DRAFT
from schemas.queries import LATEST

SHARED, RENEWED = 10, 60
YEAR = 365 * 24 * 60 * 60
FOR_SECONDS = f"max-age=0, s-maxage={SHARED}, stale-while-revalidate={RENEWED}"
FOR_GOOD = f"public, immutable, max-age={YEAR}"
AGAIN, NEVER = "no-cache", "no-store"
NO_GUESSING = ("X-Content-Type-Options", "nosniff")
NO_REFERRER = ("Referrer-Policy", "no-referrer")
POLICY = ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
# How the media types of data end. While none is guessed, nothing in data runs or loads.
DATA_TYPES = ("json", "csv")
VARIED = ("Vary", "Accept")


def lasting(releases: Collection[str], fleeting: bool) -> str:
    """Return how long an answer from releases holds: from a numbered one for good.

    Of the latest release a shared cache may hold it for seconds; who reads asks each time. What
    stands today is another thing tomorrow, and a draft at any time.
    """
    if DRAFT in releases:
        return NEVER
    if fleeting:
        return AGAIN
    return FOR_SECONDS if LATEST in releases else FOR_GOOD


def version_of(body: bytes) -> str:
    """Return the strong ETag of bytes: it tells apart, and keeps nobody from anything."""
    return f'"{xxhash.xxh3_128_hexdigest(body)}"'

"""Publish a draft as a thread on Mastodon, through Mastodon.py; run again, it goes on where it stopped.

pip install tweetcraft Mastodon.py, and: MASTODON_URL=… MASTODON_TOKEN=… python bot_mastodon.py draft.txt
"""

from __future__ import annotations

import os
import sys
import time
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from mastodon import Mastodon, MastodonAPIError, MastodonRatelimitError

import tweetcraft as tc

RULES = tc.Rules(name="Mastodon", limit=500, scale=1, default_weight=1, unit="grapheme")


class Bot:
    """What publish_thread calls."""

    def __init__(self, client: Mastodon, journal: tc.Journal) -> None:
        self.client, self.journal = client, journal

    def post(self, text: str, in_reply_to: str | None) -> str:
        # The server takes a post with the same key once, for an hour; after that, `find` tells.
        key = sha256(f"{self.journal.started}\n{in_reply_to}\n{text}".encode()).hexdigest()
        try:
            return str(self.client.status_post(text, in_reply_to_id=in_reply_to, idempotency_key=key, language="ar").id)
        except MastodonRatelimitError as error:
            reset = self.client.ratelimit_reset
            raise tc.RateLimitError(str(error), retry_after=max(0.0, reset - time.time()) if reset else None) from error
        except MastodonAPIError as error:
            # Of a success that could not be read, the second argument is no status.
            if len(error.args) > 1 and error.args[1] in range(400, 500):
                raise tc.RefusedError(f"{error.args[1]} {error.args[-1]}") from error
            raise  # a server that broke down may have taken the post: it is in doubt, as after a timeout

    def find(self, text: str, in_reply_to: str | None) -> str | None:
        since = self.journal.started - timedelta(minutes=5)  # clocks differ
        for status in self.client.account_statuses(self.client.me().id, exclude_reblogs=True, limit=40):
            answers = str(status.in_reply_to_id) if status.in_reply_to_id else None
            is_near = status.created_at >= since and answers == in_reply_to
            if is_near and self.client.status_source(status.id).text == text:
                return str(status.id)
        return None


def main(draft: str) -> str | None:
    """Publish a draft; what stands in the way, if anything does."""
    client = Mastodon(
        api_base_url=os.environ["MASTODON_URL"],
        access_token=os.environ["MASTODON_TOKEN"],
        ratelimit_method="throw",
        request_timeout=30,
    )
    journal = tc.Journal(f"{draft}.journal")
    bot = Bot(client, journal)
    thread = tc.compose(Path(draft).read_text("utf-8"), rules=RULES)
    try:
        published = tc.publish_thread(thread, bot.post, journal=journal, find=bot.find)
    except tc.PublishingError as error:
        return f"{draft}: {type(error).__name__}: {error}"
    print(*published.ids, sep="\n")
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

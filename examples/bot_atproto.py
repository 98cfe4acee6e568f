"""Publish a draft as a thread on Bluesky, through atproto; run again, it goes on where it stopped.

pip install tweetcraft atproto, and: BLUESKY_HANDLE=… BLUESKY_PASSWORD=… python bot_atproto.py draft.txt
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from atproto import Client, client_utils, exceptions, models

import tweetcraft as tc

RULES = tc.Rules(name="Bluesky", limit=300, scale=1, default_weight=1, unit="grapheme", url_length=None)
SORTABLE = "234567abcdefghijklmnopqrstuvwxyz"


class Bot:
    """What publish_thread calls."""

    def __init__(self, client: Client, journal: tc.Journal) -> None:
        self.client, self.journal = client, journal

    def key(self, in_reply_to: str | None) -> str:
        """The same for each attempt at a post, so that a repository can't hold it twice: a TID, which is a time.

        That of the first post is when the thread was started; each other one comes a microsecond after what it answers.
        """
        if in_reply_to is None:
            time = int(self.journal.started.timestamp() * 1_000_000) << 10
        else:
            time = sum(SORTABLE.index(digit) << 5 * at for at, digit in enumerate(reversed(key_of(in_reply_to))))
            time += 1 << 10
        return "".join(SORTABLE[time >> shift & 31] for shift in range(60, -1, -5))

    def post(self, text: str, in_reply_to: str | None) -> str:
        try:
            record = models.AppBskyFeedPost.Record(
                text=text,
                created_at=self.client.get_current_time_iso(),
                langs=["ar"],
                reply=self.reply(in_reply_to) if in_reply_to else None,
                facets=client_utils.facet_detection.detect_facets(text),  # without them no link and no tag is one
            )
            posts = self.client.app.bsky.feed.post
            return str(posts.create(self.client.me.did, record, rkey=self.key(in_reply_to)).uri)
        except exceptions.RateLimitExceededError as error:
            raise tc.RateLimitError(str(error), retry_after=error.retry_after) from error
        except (exceptions.BadRequestError, exceptions.UnauthorizedError) as error:
            raise (tc.AlreadyPostedError if self.find(text, in_reply_to) else tc.RefusedError)(str(error)) from error
        # Any other error leaves the post in doubt, also the 500 of a server that has a post with this key.

    def reply(self, in_reply_to: str) -> models.AppBskyFeedPost.ReplyRef:
        found = self.client.get_post(key_of(in_reply_to))
        parent = models.ComAtprotoRepoStrongRef.Main(uri=found.uri, cid=found.cid)
        root = found.value.reply.root if found.value.reply else parent
        return models.AppBskyFeedPost.ReplyRef(parent=parent, root=root)

    def find(self, _: str, in_reply_to: str | None) -> str | None:
        try:
            return str(self.client.get_post(self.key(in_reply_to)).uri)
        except exceptions.BadRequestError as error:
            if error.response.content.error == "RecordNotFound":
                return None
            raise


def key_of(uri: str) -> str:
    """The last part of a link to a post."""
    return uri.rpartition("/")[2]


def main(draft: str) -> str | None:
    """Publish a draft; what stands in the way, if anything does."""
    client = Client(os.environ.get("BLUESKY_URL"))
    client.login(os.environ["BLUESKY_HANDLE"], os.environ["BLUESKY_PASSWORD"])
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

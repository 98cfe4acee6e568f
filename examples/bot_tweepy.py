"""Publish a draft as a thread on X, through tweepy; run again, it goes on where it stopped.

pip install tweetcraft tweepy, set the four variables that are read below, and: python bot_tweepy.py draft.txt
"""

from __future__ import annotations

import os
import sys
import time
from datetime import timedelta
from functools import partial
from pathlib import Path

import tweepy

import tweetcraft as tc

NOT_POSTED = (tweepy.BadRequest, tweepy.Unauthorized, tweepy.Forbidden, tweepy.NotFound)


class Bot:
    """What publish_thread calls."""

    def __init__(self, client: tweepy.Client, journal: tc.Journal) -> None:
        self.client, self.journal = client, journal
        client.session.request = partial(client.session.request, timeout=30)  # tweepy itself waits for ever

    def post(self, text: str, in_reply_to: str | None) -> str:
        try:
            return str(self.client.create_tweet(text=text, in_reply_to_tweet_id=in_reply_to).data["id"])
        except tweepy.TooManyRequests as error:
            wait = max(0.0, error.reset_time - time.time()) if error.reset_time else None
            raise tc.RateLimitError(str(error), retry_after=wait) from error
        except NOT_POSTED as error:
            duplicate = "duplicate content" in str(error)
            raise (tc.AlreadyPostedError if duplicate else tc.RefusedError)(str(error)) from error
        # Any other error, such as a timeout, leaves the post in doubt: `find` is asked when this runs again.

    def find(self, text: str, in_reply_to: str | None) -> str | None:
        found = self.client.get_users_tweets(
            self.client.get_me().data.id,
            start_time=self.journal.started - timedelta(minutes=5),  # clocks differ
            tweet_fields=["referenced_tweets"],
            max_results=100,
            user_auth=True,
        )
        for tweet in found.data or []:
            answers = [str(other.id) for other in tweet.referenced_tweets or [] if other.type == "replied_to"]
            if answers == ([in_reply_to] if in_reply_to else []) and words(tweet.text) == words(text):
                return str(tweet.id)
        return None


def words(text: str) -> str:
    """A text without its links, which X puts t.co in the place of, and with `&` as X gives it back."""
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    for link in (entity.text for entity in tc.extract(text) if entity.kind == "url"):
        text = text.replace(link, "", 1)
    return text


def main(draft: str) -> str | None:
    """Publish a draft; what stands in the way, if anything does."""
    names = ("consumer_key", "consumer_secret", "access_token", "access_token_secret")
    client = tweepy.Client(**{name: os.environ[f"X_{name.upper()}"] for name in names})
    journal = tc.Journal(f"{draft}.journal")
    bot = Bot(client, journal)
    thread = tc.compose(Path(draft).read_text("utf-8"))
    try:
        published = tc.publish_thread(thread, bot.post, journal=journal, find=bot.find)
    except tc.PublishingError as error:
        return f"{draft}: {type(error).__name__}: {error}"
    print(*published.ids, sep="\n")
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

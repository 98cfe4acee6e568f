"""A grammar of what breaks counters of Arabic posts: pieces glued with little between them.

Every maker takes the `random.Random` it draws from, so that a seed fixes the text, and Hypothesis
can drive the same grammar (strategies.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random

import grammar_pools as pools

Maker = Callable[[Random], str]

LONGEST = 560
"""In code points. The reference is quadratic, and the limits of a post are 140 and 280."""

# --- pieces ---------------------------------------------------------------------------


def soup_of(tokens: Sequence[str]) -> Maker:
    """A maker that glues a few tokens of a small alphabet."""
    return lambda rng: "".join(rng.choices(tokens, k=rng.randint(2, 12)))


def one_of(*choices: str) -> Maker:
    """A maker that takes one of its choices."""
    return lambda rng: rng.choice(choices)


def one_of_each(*choices: Sequence[str]) -> Maker:
    """A maker that takes one of each, in order."""
    return lambda rng: "".join(map(rng.choice, choices))


def words(rng: Random) -> str:
    """Words with spaces between them: what most of a post is."""
    return " ".join(rng.choices(pools.WORDS, k=rng.randint(1, 5)))


def voweled(rng: Random) -> str:
    """A word with tashkeel, tatweel and now and then a decomposed letter scattered through it."""
    extra = (*rng.choices(pools.TASHKEEL, k=2), "ـ", "", "", rng.choice(pools.DECOMPOSED))
    return "".join(letter + rng.choice(extra) for letter in rng.choice(pools.WORDS))


def any_characters(rng: Random) -> str:
    """A few code points from anywhere, most of them from the planes and blocks in use."""
    ceiling = rng.choice((0x250, 0x900, 0x900, 0x3100, 0x10000, 0x1FBFF, 0x110000))
    return "".join(chr(rng.randrange(ceiling)) for _ in range(rng.randint(1, 4)))


def mangled_emoji(rng: Random) -> str:
    """An emoji sequence with a part lost, doubled, exchanged or put in."""
    parts = list(rng.choice(pools.EMOJI))
    for _ in range(rng.randint(0, 2)):
        at = rng.randrange(len(parts) + 1)
        parts[at : at + rng.randint(0, 1)] = rng.choices(pools.EMOJI_PARTS, k=rng.randint(0, 2))
    return "".join(parts)


def joined_emoji(rng: Random) -> str:
    """A chain of emoji and ZWJ, as families and professions are, but of any members."""
    return "\u200d".join(mangled_emoji(rng) for _ in range(rng.randint(2, 4)))


def flags(rng: Random) -> str:
    """A run of regional indicators, odd and even."""
    return "".join(rng.choices(pools.REGIONAL[:4], k=rng.randint(1, 7)))


def long_label(rng: Random) -> str:
    """A label about as long as DNS allows, in ASCII or in what punycode makes longer."""
    letter = rng.choice(("a", "a", "م", "é", "مa", "中", "😀", "a-"))
    length = rng.randint(59, 64) if letter == "a" else rng.randint(20, 62)
    return rng.choice(("", "", "م", "xn--", "é")) + (letter * length)[:length]


def host(rng: Random) -> str:
    """A domain: labels, a dot of some kind between them, a TLD or something like one."""
    labels = rng.choices(pools.LABELS, k=rng.choice((0, 1, 1, 1, 2, 2, 3)))
    if rng.random() < 0.04:
        labels.append(long_label(rng))
    return rng.choice(pools.DOTS).join((*labels, rng.choice(pools.TLDS)))


def url(rng: Random) -> str:
    """A URL, whole or damaged, with what may stand before and after it."""
    parts = [rng.choice(pools.PRECEDING), rng.choice(pools.PROTOCOLS), host(rng)]
    parts.append(rng.choice(pools.PORTS))
    if rng.random() < 0.4:
        parts.extend(rng.choices(pools.PATHS, k=rng.randint(1, 2)))
    if rng.random() < 0.2:
        parts.append(rng.choice(pools.QUERIES))
    parts.append(rng.choice(pools.TRAILING))
    return "".join(parts)


tco = one_of_each(
    ("https://t.co/", "http://t.co/", "HTTPS://t.co/", "t.co/"),
    pools.TCO_SLUGS,
    (*pools.PATHS, *pools.QUERIES, *pools.TRAILING),
)
hashtag = one_of_each(pools.PRECEDING, pools.TAG_SIGNS, pools.TAG_BODIES, pools.TAG_AFTER)
mention = one_of_each(pools.NAME_BEFORE, "@@@＠", pools.NAMES, pools.LISTS, pools.NAME_AFTER)
cashtag = one_of_each(pools.CASH_BEFORE, "$", pools.CASHTAGS, pools.CASH_AFTER)

bare_mention = one_of_each("@@@＠", pools.NAMES, pools.LISTS)
bare_hashtag = one_of_each("#＃", pools.TAG_BODIES)


def bare_url(rng: Random) -> str:
    """A URL by itself, with the authorities that only a validator meets."""
    before = one_of_each(pools.PROTOCOLS, pools.AUTHORITIES)
    after = one_of_each(pools.PORTS, ("", *pools.PATHS), ("", *pools.QUERIES))
    return before(rng) + host(rng) + after(rng)


def bare(rng: Random) -> str:
    """One entity by itself, without which the is_valid_* functions would only ever say no."""
    return rng.choice((bare_mention, bare_hashtag, bare_url, bare_url))(rng)


WEIGHTED_MAKERS: tuple[tuple[int, Maker], ...] = (
    (8, words),
    (4, voweled),
    (4, one_of(*pools.DECOMPOSED)),
    (2, one_of(*pools.PRESENTATION)),
    (5, one_of(*pools.PUNCTUATION)),
    (4, one_of(*pools.SPACES)),
    (3, one_of(*pools.DIRECTION)),
    (2, one_of(*pools.JOINERS)),
    (1, one_of(*pools.INVALID)),
    (1, one_of(*pools.UNASSIGNED)),
    (1, soup_of(pools.NEW_MARK_SOUP)),
    (1, one_of(*pools.EDGES)),
    (1, one_of(*pools.ASTRAL, *pools.LETTERS_OLD_AND_NEW)),
    (2, any_characters),
    (3, one_of(*pools.EMOJI)),
    (3, mangled_emoji),
    (2, joined_emoji),
    (1, flags),
    (2, soup_of(pools.EMOJI_PARTS)),
    (12, url),
    (2, tco),
    (3, host),
    (6, hashtag),
    (5, mention),
    (3, cashtag),
    (4, soup_of(pools.DOMAIN_SOUP)),
    (3, soup_of(pools.PATH_SOUP)),
    (2, soup_of(pools.TCO_SOUP)),
    (4, soup_of(pools.HASH_SOUP)),
    (3, soup_of(pools.MENTION_SOUP)),
    (2, soup_of(pools.CASH_SOUP)),
    (3, soup_of(pools.MARK_SOUP)),
)
MAKERS = tuple(maker for weight, maker in WEIGHTED_MAKERS for _ in range(weight))

# --- texts ----------------------------------------------------------------------------


def pair_surrogates(post: str) -> str:
    """The post with a high and a low surrogate that met made one character, as in UTF-16."""
    return post.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


intruder = one_of(*pools.DIRECTION, *pools.INVALID, *pools.JOINERS, *pools.LONE, " ", ".", "م")


def damage(rng: Random, post: str) -> str:
    """The post with one thing in its middle that does not belong there."""
    at = rng.randrange(len(post) + 1)
    return post[:at] + intruder(rng) + post[at:]


def near_a_limit(rng: Random, post: str) -> str:
    """The post filled up, at some point inside it, to about as much as it may weigh."""
    filler, weight = rng.choice(pools.FILLERS)
    room = rng.choice((140, 280, 280, 280)) + rng.randint(-8, 8) - len(post)
    at = rng.randrange(len(post) + 1)
    return post[:at] + filler * max(0, room // weight) + post[at:]


def glued(rng: Random) -> str:
    """A few pieces with the same little thing, mostly nothing, between them."""
    glue = rng.choice(("", "", "", "", " ", rng.choice(pools.SPACES), rng.choice(pools.DIRECTION)))
    count = rng.choice((1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 12))
    return glue.join(rng.choice(MAKERS)(rng) for _ in range(count))


def text(rng: Random, *, longest: int = LONGEST) -> str:
    """One post: pieces glued together, sometimes damaged, sometimes filled to near a limit."""
    post = (bare if rng.random() < 0.06 else glued)(rng)
    if rng.random() < 0.06:
        post = damage(rng, post)
    if rng.random() < 0.08:
        post = near_a_limit(rng, post)
    return pair_surrogates(post[:longest])


def texts(seed: int, count: int, *, longest: int = LONGEST) -> Iterator[str]:
    """So many posts, the same for the same seed."""
    rng = Random(seed)
    for _ in range(count):
        yield text(rng, longest=longest)


_HOST = (*"ab1-", "👍🏽", "ex", "www", "xn--", "t.co", ".", ".", ".com", ".co.uk", ".sa", ".notld", "_")
_REST = (*"ab1/-_=&%~#+.,;:!?@()[]'", "/", "/", "?", ".com", "%D8%AA", "…", "م", "👍🏽", "\u20e3")


def between_spaces(rng: Random) -> str:
    """What could be a plain link, between spaces."""
    host = "".join(rng.choices(_HOST, k=rng.choice((0, 0, 0, 1, 3)))) + rng.choice(("a", "example", "-", "b1", ""))
    rest = "".join(rng.choices(_REST, k=rng.choice((0, 1, 1, 3, 6))))
    start = rng.choice(("", "", "https://", "http://", "HTTP://", "https://t.co/"))
    end = rng.choice((".com", ".com", ".sa", ".notld", ".com👍🏽.co", ""))  # where the rest begins, or the emoji does
    return start + host + end + rng.choice(("", "/", "/a")) + rest


def short_links(rng: Random) -> str:
    """Links of t.co with what may be more of their path or their query, and others glued to them."""
    made = rng.choice(("", "", "", "م", "x", "@", "/", "x.com/", "😀"))
    for _ in range(rng.choice((1, 1, 2, 2, 3))):
        made += rng.choice(("https://t.co", "https://t.co", "http://t.co", "HTTPS://t.co", "t.co", "https://t.co:80"))
        made += rng.choice(("/", "/", "/", "/", "", "?", "…"))
        made += "".join(rng.choices("aB3", k=rng.choice((0, 1, 3, 10, 10, 10, 40, 41))))
        made += rng.choice(("", "", "", "\u20e3", "\ufe0f\u20e3"))  # a keycap, of the last digit
        made += "".join(rng.choices(_REST, k=rng.choice((0, 0, 0, 1, 1, 3))))
    return made


def drafts(seed: int, count: int) -> Iterator[str]:
    """So many drafts whose links stand between spaces, as most writers put them."""
    rng = Random(seed)
    for _ in range(count):
        pieces = (
            rng.choice((between_spaces, between_spaces, short_links, words, mangled_emoji))(rng)
            for _ in range(rng.randint(1, 5))
        )
        yield rng.choice((" ", " ", " ", "\n", "\t", "\xa0", ",")).join(pieces)

"""Names: a post that begins with one, one name twice, and the name that an address of mail becomes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tweetcraft.arabic.script import LETTERS, TASHKEEL, TATWEEL
from tweetcraft.entities.mention import find_reply
from tweetcraft.reviewing.meant import is_in
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["hidden_reply", "mail_address", "mention_repeated"]

_LOCAL = "A-Za-z0-9._%+-"
_ARABIC = f"{LETTERS}{TASHKEEL}{TATWEEL}"
_DOMAIN = re.compile(rf"@(?<=[{_ARABIC}{_LOCAL}]@)(?:[A-Za-z0-9-]+\.)+[A-Za-z]{{2,24}}+(?![\w@])")
_NAME = re.compile(rf"(?:[{_LOCAL}]++|[{_ARABIC}]++)\Z")
_MOST_OF_NAME = 64  # RFC 5321


@review_rule(
    "mail_address",
    "warning",
    title_ar="عنوان البريد لا يصير رابطًا، وقد يصير جزء منه إشارة إلى حساب.",
    source="twitter-text 3.1.0: what may stand before @, and before a domain",
)
def mail_address(subject: Subject) -> Iterator[Hit]:
    """An address of mail does not link, and after an Arabic letter a part of it becomes a mention."""
    text = subject.text
    if "@" not in text or "." not in text:
        return
    addresses = list(_DOMAIN.finditer(text))
    if not addresses:
        return
    urls = [entity.span for entity in subject.entities_of("url")]
    mentions = {entity.span[0]: entity.text for entity in subject.entities_of("mention", "list")}
    for found in addresses:
        at, end = found.span()
        start = _start_of_name(text, at)
        if is_in(at, urls) or text[start - 1 : start] in {"@", "/"}:
            continue
        mention = mentions.get(at)
        if mention is None:
            message = f"{text[start:end]} does not link: give a link to a page, or ask for messages to your account"
            message_ar = f"عنوان البريد {text[start:end]} لا يُضغط عليه: ضع رابط صفحة أو اطلب المراسلة على الخاص"
        else:
            message = f"this address does not link, and {mention} in it mentions an account"
            message_ar = f"عنوان البريد لا يُضغط عليه، و{mention} فيه يصير إشارة إلى حساب"
        yield Hit((start, end), message, message_ar)


def _start_of_name(text: str, at: int) -> int:
    """Where the name before ``@`` begins; of Latin letters, or of Arabic ones right before the sign."""
    for start in range(at - 1, max(0, at - _MOST_OF_NAME) - 1, -1):
        if not _NAME.fullmatch(text, start, at):
            return start + 1
    return max(0, at - _MOST_OF_NAME)


@review_rule(
    "hidden_reply",
    "warning",
    title_ar="المنشور الذي يبدأ باسم حساب يُعامل كالردود فلا يراه كل المتابعين.",
    source="documentation of the platform: who sees replies",
)
def hidden_reply(subject: Subject) -> Iterator[Hit]:
    """A post that begins with a name is shown as a reply is: to those who follow both accounts."""
    if "@" not in subject.text and "＠" not in subject.text:
        return
    name = find_reply(subject.text)
    if name is None:
        return
    end = subject.text.index(name) + len(name)
    yield Hit(
        (end - len(name) - 1, end),
        f"only those who follow @{name} too will see this: begin with a word or a dot",
        f"لن يرى هذا إلا من يتابع @{name} أيضًا: ابدأ بكلمة أو نقطة",
    )


@review_rule(
    "mention_repeated",
    "advice",
    title_ar="تكرار الإشارة إلى الحساب نفسه لا يفيد.",
    source="own rule: one mention notifies once",
)
def mention_repeated(subject: Subject) -> Iterator[Hit]:
    """An account mentioned a second time is not told twice."""
    if subject.text.count("@") + subject.text.count("＠") < 2:
        return
    seen = set()
    for entity in subject.entities_of("mention"):
        name = entity.value.lower()
        if name in seen:
            yield Hit(
                entity.span,
                f"@{entity.value} is mentioned already: once is enough",
                f"سبقت الإشارة إلى @{entity.value}: تكفي مرة واحدة",
            )
        seen.add(name)

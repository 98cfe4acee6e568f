"""Rules about what links, and what was meant to."""

from __future__ import annotations

from tweetcraft.reviewing.links.domains import domain_unlinked, link_accidental
from tweetcraft.reviewing.links.link_glued import link_cut, link_glued
from tweetcraft.reviewing.links.mentions import hidden_reply, mail_address, mention_repeated
from tweetcraft.reviewing.links.tag_case import tag_case
from tweetcraft.reviewing.links.tag_cut import tag_cut, tag_cut_by_hidden
from tweetcraft.reviewing.links.tag_glued import tag_glued
from tweetcraft.reviewing.links.tag_marks import tag_marks
from tweetcraft.reviewing.links.tag_of_digits import tag_of_digits
from tweetcraft.reviewing.links.tag_repeated import tag_repeated
from tweetcraft.reviewing.links.tag_spaced import tag_spaced
from tweetcraft.reviewing.links.tags_glued import tags_glued
from tweetcraft.reviewing.links.tco_too_long import tco_too_long
from tweetcraft.reviewing.links.too_many_tags import too_many_tags
from tweetcraft.reviewing.rule import Rule

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    tag_glued,
    tags_glued,
    tag_of_digits,
    tag_cut,
    tag_cut_by_hidden,
    tag_spaced,
    tag_marks,
    link_accidental,
    link_cut,
    link_glued,
    domain_unlinked,
    tco_too_long,
    too_many_tags,
    tag_repeated,
    tag_case,
    mail_address,
    hidden_reply,
    mention_repeated,
)

"""Words that no suggested tag holds: insults and obscenities, folded as tags are.

A closed list of our own; it knows words, not meanings, and is open to the caller: ``blocked=BLOCKED | {...}``.
"""

from __future__ import annotations

from tweetcraft.hashtags.keys import tag_key

__all__ = ["BLOCKED"]

_WORDS = """
    شرموطة شراميط شرموط قحبة قحاب عاهرة عاهرات كس كسمك كسم طيز زب زبي نيك منيوك منيوكة متناك متناكة خول خولات
    لوطي ديوث عرص معرص خنيث مخنث كلب كلاب حمار حمير خنزير خنازير حقير حقراء سافل سفلة وسخ اوساخ زبالة حثالة
    fuck shit bitch
"""
BLOCKED = frozenset(map(tag_key, _WORDS.split()))

"""A long Latin tag in small letters alone, or in capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["tag_case"]

_LONG = re.compile("(?:[a-z]{10,}+|[A-Z]{10,}+)[0-9]*+")
_LIST = """
accessories accommodation accountant accountants achievement advertisement advertisements advertising afghanistan
agriculture alexandria anniversary announcement applications appreciation architecture artificial assessment
assignment assistance associated atmosphere attractions automation automotive azerbaijan basketball biodiversity
blockchain broadcasting brotherhood businesses businesspeople california candidates capitalism cardiology casablanca
celebration celebrities certificate certificates championship championships charitable cholesterol civilization
classmates collaboration collection collections commercial commission commitment communication communications
communities competition conference confidence congratulations conservation construction consultant consultants
consulting contemporary contractor contractors cooperation copywriting coronavirus counselling countryside
craftsmanship creativity cryptocurrencies cryptocurrency curriculum cybersecurity delightful democratic department
dermatology destination determination developers development difference disability discipline discoveries
documentaries documentary educational electricians electricity electronic electronics embroidery employment
encouragement engineering entertainment entrepreneur entrepreneurs entrepreneurship environment environmental
evaluation exceptional exhibition expedition experience experiences fashionable federation filmmaking flashlight
foundation freelancer freelancing friendship fundraising gastronomy generation geopolitics girlfriend governance
government graduation guidelines gymnastics handcrafted headphones headquarters healthcare heartbroken historical
homeschool horticulture hospitality humanitarian hydroponics illustration illustrator imagination immigration
imperialism importance incredible independence independent industrial industries influencer influencers infographic
information innovation innovations inspiration inspirational institution integration intelligence interactive
interesting international internship investigation investment investments journalism journalist kazakhstan
kindergarten laboratory landscapes leadership legislation literature management manufacturing marketplace marketplaces
mastercard mathematics meditation mediterranean mindfulness minimalism moisturizer monitoring motherhood motivation
motivational mozambique multimedia nationalism nationality negotiation neighborhood netherlands networking newsletter
nutritionist observatory opportunities opportunity optimistic organization orthodontics palestinian palestinians
parliament participation partnership passengers peacekeeping performance performing perspective pharmaceutical
pharmacist philanthropy philippines philosophy photographer photographers photography physiotherapy playstation
podcasting politician population positivity possibilities preparation prescription presentation principles priorities
procurement production productivity profession professional professionals programmer programmers programming
projection promotions prosperity protection psychology publication publishers publishing purchasing qualification
questionnaire reconciliation reconstruction recruiting recruitment reflection refreshing registration regulation
rehabilitation relationship relationships republican researchers resilience responsibility restaurant restaurants
retirement revolution scholarship scholarships significant skateboarding skyscraper smartphone smartphones
snowboarding solidarity specialist spectacular spirituality statistics strategies strategist strawberry strengthen
successful supermarket supplement supplements supporters sustainability sustainable switzerland technologies
technology television temperature thanksgiving therapists togetherness toothbrush tournament tournaments traditional
transformation translation translator transparency transportation typography understanding unemployment unforgettable
universities university vaccination vegetarian veterinary videographer videography vocabulary volleyball volunteering
volunteers washington watercolor weightlifting woodworking
"""
_ONE_WORD = frozenset(_LIST.split())
"""Long words that are one: there is no second word to begin with a capital."""


@review_rule(
    "tag_case",
    "advice",
    title_ar="الوسم اللاتيني الطويل أوضح حين تبدأ كل كلمة فيه بحرف كبير.",
    source="WCAG techniques of authors: screen readers part the words of a tag at its capitals",
)
def tag_case(subject: Subject) -> Iterator[Hit]:
    """A long Latin tag is read, by people and screen readers, where each word begins with a capital."""
    for tag in subject.meant_tags:
        if _LONG.fullmatch(tag.name) and tag.name.lower().rstrip("0123456789") not in _ONE_WORD:
            yield Hit(
                tag.span,
                f"begin each word of #{tag.name} with a capital, as in #SaudiVision",
                f"ابدأ كل كلمة في الوسم #{tag.name} بحرف كبير، كما في #SaudiVision",
            )

"""What the grammar of test texts draws from: words, marks, signs and pieces of entities."""

from __future__ import annotations

import emoji

WORDS = (
    "السلام", "عليكم", "مرحبا", "رؤية", "القراءة", "شيء", "مسؤول", "آدم", "لا", "و", "بـ", "كتاب",
    "جريدة", "إعلان", "خصم", "٥٠٪", "۱۲۳", "2030", "پاکستان", "گفتگو", "ڤيديو", "ٱلله",
    "رؤية_2030", "hello", "World", "naïve", "straße", "œuvre", "Ünïcode", "мир", "привет", "世界",
    "日本語", "한국어", "ไทย", "हिन्दी", "বাংলা", "עברית", "ქართული", "ϐϑς", "ſharp",
    "\u212Aelvin", "İstanbul", "ı", "ǆ",
)  # fmt: skip

TASHKEEL = (*map(chr, range(0x64B, 0x660)), *"\u0670\u06d6\u06dc\u08f0\u08e3\u08d4")

# A base and what follows it, in every relation to NFC: composed, left alone, reordered, split.
DECOMPOSED = (
    "ا\u0653", "ا\u0654", "ا\u0655", "و\u0654", "ي\u0654", "ە\u0654", "ہ\u0654", "ے\u0654",
    "ا\u064E\u0653", "ا\u0655\u0653", "ل\u0651\u064E", "ل\u064E\u0651", "ا\u0650\u0655\u0654",
    "e\u0301", "a\u0302\u0323", "a\u0323\u0302", "l\u0304\u0323", "s\u0323\u0307",
    "q\u0307\u0323", "u\u0308\u030C", "K\u030A", "\u1112\u1161\u11AB", "\u1112\u1161",
    "\uD558\u11AB", "\u1112\u11AB", "\u1161\u11AB", "\uAC00\u11A7", "\u09C7\u09BE",
    "\u09C7\u09D7", "\u0B47\u0B56", "\u0DD9\u0DCF\u0DCA", "\u0CC6\u0CC2\u0CD5", "\u0D46\u0D3E",
    "\u1025\u102E", "\u0915\u093C", "\u0958", "\u09DC", "\u0F43", "\uFB2C", "\uFB1D", "\u0344",
    "\u212B", "\u2126", "\u1F71", "\u2ADC", "\u0340", "\u0374", "\u037E", "\u0387", "\u2000",
    "\u2001", "\u2329", "\u232A", "\uF900", "\uFA10", "\uFAD9", "\U0002F800", "\U0002FA1D",
    "\U0001D15E", "\U0001D1C0", "\U00011099\U000110BA", "\U0001D157\U0001D165", "\u3046\u3099",
    "\u30CF\u309A", "\u05E9\u05BC\u05C1", "\u0E33", "\u0EB3",
)  # fmt: skip

# Assigned after Unicode 14, which is what Python 3.11 knows: their NFC depends on who is asked.
NEW_MARKS = (
    "\u0897", "\u0ECE", "\u1ACF", "\u1AE0", "\U00010D69", "\U00010EFA", "\U00010EFC", "\U00010EFD", "\U000113CE",
    "\U00011F41", "\U0001612F", "\U0001E08F", "\U0001E4EC", "\U0001E4EE", "\U0001E5EF", "\U00010EFD\u0653",
    "\u0897\u0653", "\U00011382\U000113C9", "\U00011384\U000113BB", "\U0001138B\U000113C2", "\U000113C2\U000113B8",
    "\U000105D2\u0307", "\U0001611E\U0001611E", "\U0001611E\U00016129", "\U00016D67\U00016D67",
)  # fmt: skip

PRESENTATION = (
    *map(chr, range(0xFB50, 0xFBC3, 7)),
    *map(chr, range(0xFC00, 0xFD3E, 23)),
    *map(chr, range(0xFDF0, 0xFE00)),
    *map(chr, range(0xFE70, 0xFEFD)),
)

PUNCTUATION = (
    *"،؛؟٪٫٬٭۔«»“”‘’…•–—-_.,:;!?'\"()[]{}<>/\\|&*+=^%~`@#$",
    *"＠＃＄！？．。｡、・·״׳゠゛〜～་༌〃꙾־€£©®™ªº×÷№′″‷†‰﴾﴿﷼",
)

DIRECTION = tuple("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

JOINERS = (
    *"\u200b\u200c\u200d\u2060\u034f\u00ad\ufe0e\ufe0f\u20e3",
    *"\u180e\u206a\u0600\u06dd\u08e2\u070f",
)

SPACES = (
    *" \u00a0\u1680\u2000\u2003\u2007\u2009\u200a\u2028\u2029\u202f\u205f\u3000",
    *"\t\n\r\v\f\x00\x1b\x85\x1c\x1f",
)

INVALID = ("\ufeff", "\ufffe", "\uffff", "\ufffd", "\ufdd0", "\U0001fffe", "\U0010ffff")

UNASSIGNED = (
    "\u0378", "\u05FF", "\u2FE0", "\uFFF0", "\U0001FBFF", "\U000E0080", "\U0003FFF0", "\uE000",
)  # fmt: skip

# Both sides of every bound of a weight range, and of the planes.
EDGES = (
    *"\x7e\x7f\x80\u10fe\u10ff\u1100\u1fff\u2000\u2001\u200c\u200d\u200e\u200f\u2010\u2011",
    *"\u201e\u201f\u2020\u2031\u2032\u2033\u2036\u2037\u2038\ud7ff\ue000\U00010000\U0010ffff",
)

ASTRAL = (
    "\U00020021", "\U00016F04\U00016F51", "\U000104A0", "\U0001D4B3", "\U00010348", "\U0001EE00",
    "\U00010D22", "\U0001D7D8",
)  # fmt: skip

LONE = ("\ud800", "\udbff", "\udc00", "\udfff", "\ud83d", "\ude00", "\ud83c", "\udde6")

LETTERS_OLD_AND_NEW = (*"\u08a0\u08b4\u08b5\u08b6\u08c7\u0870\u088e\u088f\u0560\u10d0\u1c90\ua7ae\ua7c0",)

EMOJI = tuple(emoji.EMOJI_DATA)
TONES = tuple("🏻🏼🏽🏾🏿")
REGIONAL = tuple(map(chr, range(0x1F1E6, 0x1F200)))
EMOJI_PARTS = (
    *TONES, *REGIONAL[:6], *"👨👩👦👧🧑❤♂♀⚕✌☝🏳🏴🌈🦰🐦🔥😮💨🫱🫲🤝⛹🕵#*0123©®™‼⁉☺✔〰🈂㊗ℹ↔⌚",
    "\u200D", "\u200D", "\uFE0F", "\uFE0F", "\uFE0E", "\u20E3", "\U000E0067", "\U000E0062",
    "\U000E0065", "\U000E007F",
)  # fmt: skip

PROTOCOLS = (
    "http://", "https://", "https://", "HTTP://", "HttpS://", "", "", "", "", "", "", "ftp://",
    "http:/", "://", "//", "hhttp://", "https://http://",
)  # fmt: skip

AUTHORITIES = ("", "", "", "", "user@", "u:p@", "1.2.3.", "[::1]", "%41@", "é@")

DOTS = (".", ".", ".", ".", ".", ".", ".", ".", ".", "..", "。", "．", "｡")

LABELS = (
    "example", "www", "a", "t", "co", "com", "bit", "socket", "ASP", "xn--mgbh0fb", "xn--",
    "XN--p1ai", "1", "22", "a-b", "-a", "a-", "_a", "a_", "a_b", "-", "_", "--", "é", "ñandú",
    "ÿ", "موقع", "شركة", "موقع2", "مثال", "م", "مَثَل", "م\u200Cن", "ﻣﻮﻗﻊ", "ا\u0653", "مثال،نص",
    "«م»", "中文", "пример", "МИР", "日本", "ß", "ſ", "\u212A", "\u0130", "❤", "😀", "\U00020021",
    "\U00010348", "a\u0301", "a\u200Bb", "a\u00ADb", "a。b", "a．b", "a｡b", "a٫b", "a·b",
    "a\u200Fb",
)  # fmt: skip

# Old, newer than the reference's list, no TLD at all, and near misses.
TLDS = (
    "com", "COM", "co", "net", "NET", "org", "io", "sa", "com.sa", "co.uk", "uk", "ly", "museum",
    "travel", "xxx", "name", "comm", "c", "local", "kids", "music", "spa", "zip", "app", "dev",
    "technology", "tech", "inc", "in", "info", "it", "is", "me", "السعودية", "السعوديه", "مصر",
    "قطر", "امارات", "شبكة", "موقع", "مصراوي", "شركة", "ليبيا", "لبنان", "الكويت", "اليمن", "عرب",
    "中国", "中國", "公司", "рф", "РФ", "москва", "한국", "भारत", "ไทย", "みんな", "xn--p1ai",
    "xn--mgbaam7a8h", "xn--a-", "XN--P1AI", "co\u0301m", "ſk", "\u212Aids", "ﻣﺼﺮ",
)  # fmt: skip

PORTS = (*[""] * 30, ":80", ":8080", ":", ":م", ":80a", ":0/")

PATHS = (
    "/", "/a", "/a/b.html", "/wiki/العربية", "/%D8%B9", "/(a)", "/(a(b)c)", "/((a))", "/(a",
    "/a)", "/(((a)))", "/()", "/a_(b)_(c)", "/@user/1", "/@user", "/@", "/a-", "/a.", "/a,",
    "/a!", "/a:", "/a;", "/a'", "/a=", "/a+", "/a#b", "/#!/a", "/#", "/a|b", "/a[b]", "/привет",
    "/é", "/ÿ/", "/a–b", "/–", "/a~", "/*", "/a*", "/$", "/&", "//", "/…", "/a/(b)/c", "/a/(م)",
    "/a(م)b", "/م", "/a\u200F", "/a😀", "/https://t.co/aB3dE6gH9j", "/-http://t.co/aB3",
)  # fmt: skip

QUERIES = (
    "?", "?a", "?a=b", "?a=b&c=d", "?a=م", "?م", "?a=(b)", "?a.", "?a,", "?a-", "?a=", "?a/",
    "?a#", "?a#b", "?#", "?!", "?a[]=1", "?a|b", "?a@b", "?a_", "?~", "??a", "?a?b", "?a=$b",
    "?é", "?a&", "?a;", "?u=https://t.co/aB3dE6gH9j", "#a", "#", "?\\", "?a\\b",
)  # fmt: skip

TRAILING = (
    "", "", "", ".", "..", "،", "؟", "!", ")", "»", "”", ":", "/", "-", "_", "@", "@a", "+", "م",
    "مرحبا", "a", "1", "٣", "é", "\u200F", "#", "…", "。", "https://t.co/aB3dE6gH9j", " https://t.co/aB3",
)  # fmt: skip

PRECEDING = (
    "", "", "", "", " ", "@", "＠", "#", "＃", "$", "-", "_", ".", "/", "//", "a", "1", "م", "é",
    "中", "\u200F", "\u202A", "\uFEFF", ":", "(", "«", "،", "😀", "!", "&", "=",
)  # fmt: skip

TAG_SIGNS = ("#", "#", "#", "＃", "#\ufe0f", "\ufe0f#", "\ufe0e#", "##")
TAG_BODIES = (
    "السعودية", "رؤية_2030", "٢٠٣٠", "٢٠٣٠رؤية", "_١", "_", "a", "1", "1a", "hashtag", "é",
    "中文", "ア・イ", "a·b", "·", "·a", "א״ב", "א׳", "גּ", "a\u200Cb", "\u200D", "م\u200Dن", "ـ",
    "مــن", "\u064E", "مَن", "ا\u0653", "ﷺ", "﷽", "﷼", "\u08B5", "\u0870", "ⓐ", "Ⅷ", "ª", "〇",
    "々", "ー", "〜", "～", "༌", "༌ཀ", "꙾", "a\uFE0F", "\uFE0F", "\u20E3", "1\uFE0F\u20E3", "😀",
    "a😀", "\U00020021", "\U000104A0", "\U00016F04\U00016F51", "a'b", "a-b", "a.com", "a/b",
)  # fmt: skip

TAG_AFTER = ("", "", "", "://", "#", "#م", " ", ".com", "،", *TRAILING)

NAMES = (
    "user", "User_1", "_", "12345", "a", "a" * 15, "a" * 20, "a" * 21, "A" * 41, "é", "م",
    "user-name", "user.com", "twitter", "ſ", "\u212A",
)  # fmt: skip
LISTS = (
    "", "", "", "/list", "/a-b", "/1a", "/", "/_a", "/a_1", "/" + "a" * 25, "/" + "a" * 26, "//a",
    "/é", "/list/b", "/list@a",
)  # fmt: skip
NAME_BEFORE = (
    "", "", "", "RT", "RT:", "rt", "rt:", "Rt ", "xRT", "xRT:", "-rt", "مRT", "!", "$", "&", "*",
    "#", "@", "a", "_", "م", "و", ".", "é", "/", "\u200F", "+rt:", "~RT", ".rt",
)  # fmt: skip
NAME_AFTER = (
    "", "", "", "", "@", "＠", "@a", "://", ":", ":/", "é", "ÿ", "Ā", "ə", "\u0301", "م", "'s",
    ".", "😀", "#a", "$A",
)  # fmt: skip

CASH_BEFORE = ("", " ", "\n", "\u3000", "م", "\u200f", "(", "$")
CASHTAGS = (
    "A", "TEST", "ABCDEF", "ABCDEFG", "T.A", "T.AB", "T.ABC", "T_A", "T.1", "t_a.b", "A1", "1",
    "é", "م", "TST.", "TST_", "ſ", "TW\u212A", "T..A",
)  # fmt: skip
CASH_AFTER = (
    "", "", " ", ".", ",", "م", "،", "!", "$", "$A", "\u200F", "\u00A0", "…", "—", "«", "é", "1",
    "_", "'", "\u061C", "\uFEFF", "\u180E", "\u0085", "\n", "/", "=", "·", "\u2066",
)  # fmt: skip

TCO_SLUGS = ("a", *["aB3dE6gH9j"] * 3, "a" * 39, "a" * 40, "a" * 41, "1" * 42)

# What fills a text up to near a limit, with the weight of one.
FILLERS = (
    ("م", 1), ("م ", 2), ("مَ", 2), ("a", 1), ("é", 1), ("e\u0301", 1), ("ا\u0653", 1), ("ﻻ", 2),
    ("中", 2), ("😀", 2), ("🇸🇦", 2), ("👨‍👩‍👧‍👦", 2), ("\u1112\u1161\u11AB", 2),
)  # fmt: skip

# Soups: a small alphabet of all that one rule is about, so that every combination comes up.
DOMAIN_SOUP = (
    "a.com", "b.com", "comb", ".com", "com", ".", ".", "م", "مa", "a", "b.co", ".co", "/x", "/",
    "é", "-", "_", "\U00010348", "１", "،", "xn--a", "http://", ":8", "?a", "中", "a.comb", "😀",
    "\u200F",
)  # fmt: skip
PATH_SOUP = (
    "http://a.co/", "a.co/", "(", "(", ")", ")", "a", "b", "م", "я", ".", ",", "/", "@", "-", "?",
    "=", "#", "&", "é", "!", "–", "[", "~", "*", "'",
)  # fmt: skip
TCO_SOUP = (
    "http://t.co/", "https://t.co/", "HTTPS://T.CO/", "t.co/", "a", "Z9", "a" * 38, "b" * 39,
    "c" * 40, "?a=1", "?", "a.co",
    "a.", "com", "م", "\u200F", "😀", " ", "(", ")", "@", ":", "-", "_", "/", ".", "é", "م", "#", "\u212A", "ſ",
)  # fmt: skip
HASH_SOUP = (
    "#", "#", "＃", "a", "م", "1", "٣", "_", "ـ", "\u064E", "\uFE0F", "\uFE0E", "\u20E3", "&",
    "·", "・", "://", ":", "/", "\u200C", "\u200D", "\u200F", "\u0301", "😀", "\U00020021",
    "\U00016F51", "\U0001D165", "@", "$", ".com", "\u20DD", "\u08D3", "\u2069",
)  # fmt: skip
MENTION_SOUP = (
    "@", "@", "＠", "a", "_1", "RT", "rt", ":", "/", "/l", "a" * 19, "é", "م", "://", "!", "#",
    "$", "%", "&", "*", "-", "~", ".", "+", " ", "\u3000", "\u200F", "\n", "\u0301", "😀",
)  # fmt: skip
CASH_SOUP = (
    "$", "$A", "$TEST", "$", " ", "\u3000", "\u00A0", "a", "ABCDE", ".", "_", ".a", "1", "م", "،",
    "\u061C", "\u200F", "\u2028", "\u180E", "\uFEFF", "\t", "!", "+", "=", "«", "\u2069", "~",
    "`", "^",
)  # fmt: skip
MARK_SOUP = (
    "ا", "ل", "و", "ي", "e", "a", "q", "ᄀ", "ᅡ", "ᆨ", "가", "\u0653", "\u0654", "\u0655",
    "\u064E", "\u0651", "\u0650", "\u0323", "\u0302", "\u0304", "\u0307", "\u0301", "\u09C7",
    "\u09BE", "\u200D", "ﻻ", "#", ".com", "\U000110BA", "\U00011099",
)  # fmt: skip
NEW_MARK_SOUP = (
    "ا", "e", "a", "ا", "\u0653", "\u0301", "\u0323", "\u064E", "\u0307", "ـ", "\U000113C2", "\U000113C9", "\U0001611E",
    "\U0001611F", "\U00016D67", "\U00016D63", "#", ".com", *NEW_MARKS,
)  # fmt: skip

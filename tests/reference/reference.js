// Answers for twitter-text 3.1.0. One JSON request a line on standard input,
//   {"ask": ["parse3", "urls", ...], "texts": ["...", ...]}
// one JSON line of answers on standard output: an object for each text, its keys the names asked. Or one of calls,
//   {"call": [["autoLinkEntities", [text, entities, options]], ...]}
// and one of what they return. An option that is a function is given as true, and is the one of BLOCKS.
"use strict";

const readline = require("node:readline");
const twitter = require("twitter-text");

const CONFIGS = [twitter.configs.version1, twitter.configs.version2, twitter.configs.version3];
const INVALID = /^[\uFEFF\uFFFE\uFFFF]/;
const WITH_PROTOCOL = { extractUrlsWithoutProtocol: false };

const codePoints = (text) => Array.from(text);

// The range of `text`, which is in NFC, as a number of its code points. An end of 0 is ambiguous in the
// reference: the first unit is allowed, or nothing is.
function allowedCodePoints(text, config) {
  if (text === "" || INVALID.test(text)) return 0;
  const { validRangeEnd } = twitter.parseTweet(text, config);
  return codePoints(text.slice(0, validRangeEnd + 1)).length;
}

const weightOf = (points, config) =>
  points
    .map((point) => point.charCodeAt(point.length - 1))
    .map((unit) => config.ranges.find(({ start, end }) => start <= unit && unit <= end)?.weight ?? config.defaultWeight)
    .reduce((sum, weight) => sum + weight, 0);

// Where the range of a decomposed text really ends, in its own code points (the reference shifts it):
// the longest prefix whose NFC has no more code points than the reference allows of the NFC text, nor
// heavier ones: marks change places in NFC, and the heavier may come first in the text.
function rightEnd(points, normalized, allowed, config) {
  const room = weightOf(codePoints(normalized).slice(0, allowed), config);
  const fits = (prefix) => prefix.length <= allowed && weightOf(prefix, config) <= room;
  let end = points.length;
  while (!fits(codePoints(points.slice(0, end).join("").normalize()))) end -= 1;
  return end;
}

// `ends`, one for each config, stand in code points and are exclusive.
function range(text) {
  const normalized = text.normalize();
  const nfc = normalized === text;
  const points = codePoints(text);
  const ends = CONFIGS.map((config) => {
    const allowed = allowedCodePoints(normalized, config);
    return nfc ? allowed : rightEnd(points, normalized, allowed, config);
  });
  return { nfc, ends };
}

const plain = (text) => ({
  urls: twitter.extractUrls(text),
  mentions: twitter.extractMentions(text),
  hashtags: twitter.extractHashtags(text),
  cashtags: twitter.extractCashtags(text),
});

const BLOCKS = {
  linkAttributeBlock: (entity, attributes) => {
    attributes["data-at"] = entity.indices.join("-");
    attributes.rel = null;
  },
  linkTextBlock: (entity, text) => `(${text})`,
};

const withBlocks = (options) =>
  Object.fromEntries(Object.entries(options).map(([name, value]) => [name, value === true && BLOCKS[name] ? BLOCKS[name] : value]));

const DRESSED = withBlocks({
  hashtagClass: "h", hashtagUrlBase: "/h?a=1&q=", cashtagClass: "c", cashtagUrlBase: "/c/", usernameClass: "u",
  usernameUrlBase: "/u/", listClass: "l", listUrlBase: "/l/", urlClass: "url", urlTarget: "_top", targetBlank: true,
  suppressDataScreenName: true, usernameIncludeSymbol: true, symbolTag: "s", textWithSymbolTag: "b",
  htmlEscapeNonEntities: true, linkAttributeBlock: true, linkTextBlock: true, "data-own": "\"own\"", disabled: true,
});

const ANSWERS = {
  parse1: (text) => twitter.parseTweet(text, CONFIGS[0]),
  parse2: (text) => twitter.parseTweet(text, CONFIGS[1]),
  parse3: (text) => twitter.parseTweet(text, CONFIGS[2]),
  range,
  urls: (text) => twitter.extractUrlsWithIndices(text),
  urlsWithProtocol: (text) => twitter.extractUrlsWithIndices(text, WITH_PROTOCOL),
  hashtags: (text) => twitter.extractHashtagsWithIndices(text),
  hashtagsUnchecked: (text) => twitter.extractHashtagsWithIndices(text, { checkUrlOverlap: false }),
  mentionsOrLists: (text) => twitter.extractMentionsOrListsWithIndices(text),
  mentions: (text) => twitter.extractMentionsWithIndices(text),
  reply: (text) => twitter.extractReplies(text),
  cashtags: (text) => twitter.extractCashtagsWithIndices(text),
  entities: (text) => twitter.extractEntitiesWithIndices(text),
  entitiesWithProtocol: (text) => twitter.extractEntitiesWithIndices(text, WITH_PROTOCOL),
  plain,
  validUsername: (text) => twitter.isValidUsername(text),
  validList: (text) => twitter.isValidList(text),
  validHashtag: (text) => twitter.isValidHashtag(text),
  // isValidUrl gives null for some of its refusals; the answer asked of it is yes or no.
  validUrl: (text) => Boolean(twitter.isValidUrl(text)),
  validUrlAscii: (text) => Boolean(twitter.isValidUrl(text, false)),
  validUrlBare: (text) => Boolean(twitter.isValidUrl(text, true, false)),
  validUrlAsciiBare: (text) => Boolean(twitter.isValidUrl(text, false, false)),
  invalidTweet1: (text) => twitter.isInvalidTweet(text, CONFIGS[0]),
  invalidTweet2: (text) => twitter.isInvalidTweet(text, CONFIGS[1]),
  invalidTweet3: (text) => twitter.isInvalidTweet(text),
  validTweetText: (text) => twitter.isValidTweetText(text),
  invalidCharacters: (text) => twitter.hasInvalidCharacters(text),
  unicodeTextLength: (text) => twitter.getUnicodeTextLength(text),
  autoLink: (text) => twitter.autoLink(text),
  autoLinkDressed: (text) => twitter.autoLink(text, DRESSED),
  autoLinkUsernamesOrLists: (text) => twitter.autoLinkUsernamesOrLists(text, { suppressLists: true }),
  autoLinkHashtags: (text) => twitter.autoLinkHashtags(text, { htmlEscapeNonEntities: true }),
  autoLinkCashtags: (text) => twitter.autoLinkCashtags(text, { suppressNoFollow: true }),
  autoLinkUrlsCustom: (text) => twitter.autoLinkUrlsCustom(text, { htmlEscapeNonEntities: true }),
  htmlEscape: (text) => twitter.htmlEscape(text),
};

// What throws answers for itself only; a global pattern left in mid-search is put back to the start,
// or it would spoil the next text.
function answer(name, text) {
  try {
    return ANSWERS[name](text);
  } catch (error) {
    twitter.regexen.extractUrl.lastIndex = 0;
    return { error: String(error) };
  }
}

function answers(names, text) {
  return Object.fromEntries(names.map((name) => [name, answer(name, text)]));
}

const isObject = (value) => typeof value === "object" && !Array.isArray(value);

function called([name, given]) {
  try {
    return twitter[name](...given.map((value) => (isObject(value) ? withBlocks(value) : value)));
  } catch (error) {
    return { error: String(error) };
  }
}

readline.createInterface({ input: process.stdin, crlfDelay: Infinity }).on("line", (line) => {
  const { ask, texts, call } = JSON.parse(line);
  const told = call ? call.map(called) : texts.map((text) => answers(ask, text));
  process.stdout.write(JSON.stringify(told) + "\n");
});
